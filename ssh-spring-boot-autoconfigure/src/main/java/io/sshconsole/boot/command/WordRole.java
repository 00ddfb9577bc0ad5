package io.sshconsole.boot.command;

import org.jspecify.annotations.Nullable;

/**
 * What one word behind a command's name is.
 *
 * @param parameter what it belongs to, or {@code null} for {@code --} and for a word that
 * belongs to nothing
 * @param valueStart index in its text where the value starts; the length of the text if
 * it is a name alone
 * @param understood whether the command knows what it is; behind the first word that it
 * does not know it knows nothing
 */
record WordRole(@Nullable SshParameter parameter, int valueStart, boolean understood) {

}
