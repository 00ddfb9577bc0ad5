/**
 * Commands that a second person has to approve.
 */
@NullMarked
package io.sshconsole.boot.approval;

import org.jspecify.annotations.NullMarked;
