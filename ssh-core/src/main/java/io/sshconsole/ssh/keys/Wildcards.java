package io.sshconsole.ssh.keys;

/**
 * A text in which {@code *} stands for any characters and {@code ?} for one
 * (ssh_config(5) «Patterns»). Its time grows with the product of both lengths, never
 * faster.
 *
 * @param pattern the text
 */
record Wildcards(String pattern) {

	boolean matches(String text) {
		int at = 0;
		int star = -1;
		int resume = 0;
		for (int i = 0; i < text.length();) {
			char expected = (at < this.pattern.length()) ? this.pattern.charAt(at) : 0;
			if (at < this.pattern.length() && expected == '*') {
				star = at++;
				resume = i;
			}
			else if (at < this.pattern.length() && (expected == '?' || expected == text.charAt(i))) {
				at++;
				i++;
			}
			else if (star >= 0) {
				// Let the last star take one character more
				at = star + 1;
				i = ++resume;
			}
			else {
				return false;
			}
		}
		return this.pattern.substring(at).chars().allMatch((rest) -> rest == '*');
	}

}
