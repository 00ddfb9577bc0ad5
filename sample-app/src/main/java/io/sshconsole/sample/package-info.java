/**
 * A coffee roastery's order book: a small application to ssh into.
 */
@NullMarked
package io.sshconsole.sample;

import org.jspecify.annotations.NullMarked;
