package io.sshconsole.boot.line;

/**
 * One word of a line.
 *
 * @param text the word without its quotes and backslashes
 * @param start index of its first character in the line, a quote included
 * @param end index behind its last character in the line
 * @param quoted whether any of it was quoted or escaped, so that it is meant as it is
 */
public record Word(String text, int start, int end, boolean quoted) {

}
