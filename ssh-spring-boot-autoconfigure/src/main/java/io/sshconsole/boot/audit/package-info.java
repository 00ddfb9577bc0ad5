/**
 * What the console leaves in the audit trail.
 */
@NullMarked
package io.sshconsole.boot.audit;

import org.jspecify.annotations.NullMarked;
