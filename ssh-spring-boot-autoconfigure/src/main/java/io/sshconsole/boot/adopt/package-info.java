/**
 * Commands that other libraries declare, offered as they are.
 */
@NullMarked
package io.sshconsole.boot.adopt;

import org.jspecify.annotations.NullMarked;
