package io.sshconsole.boot.autoconfigure;

/**
 * The commands of the application cannot be used as they are declared: two of the same
 * name, a wrong declaration, or one that could not be protected.
 */
class InvalidSshCommandException extends RuntimeException {

	InvalidSshCommandException(IllegalStateException cause) {
		super(cause.getMessage(), cause);
	}

}
