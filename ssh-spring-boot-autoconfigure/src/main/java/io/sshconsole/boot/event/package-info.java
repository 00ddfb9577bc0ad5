/**
 * What the events of the console have in common.
 */
@NullMarked
package io.sshconsole.boot.event;

import org.jspecify.annotations.NullMarked;
