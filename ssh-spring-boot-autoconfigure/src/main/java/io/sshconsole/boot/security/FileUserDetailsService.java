package io.sshconsole.boot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.core.io.Resource;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.util.StringUtils;

/**
 * The users in a file, one per line: {@code name:password:authorities}, names compared
 * exactly, authorities separated by commas, then {@code :disabled} if the user may not
 * come in for now. The file is read at each login, so a user who was taken out is none
 * any more. While it cannot be read or understood nobody is a user.
 */
public final class FileUserDetailsService implements UserDetailsService {

	/**
	 * Largest file that is read, at each login.
	 */
	private static final int MAX_SIZE = 1024 * 1024;

	/**
	 * A password is encoded. In plain text it could be read by whoever sees the file, and
	 * an encoding without its name would be compared as it is.
	 */
	private static final Pattern ENCODED = Pattern.compile("\\{(?!noop})[^}]+}.+");

	private static final String DISABLED = "disabled";

	private final Resource file;

	private final ParsedResource<UsersByName> users;

	/**
	 * Creates the service.
	 * @param file where the users are
	 * @param strictModes whether it is refused if group or others can write it
	 */
	public FileUserDetailsService(Resource file, boolean strictModes) {
		this.file = file;
		this.users = new ParsedResource<>(file, MAX_SIZE, strictModes, FileUserDetailsService::parse);
	}

	@Override
	public UserDetails loadUserByUsername(String username) throws UsernameNotFoundException {
		try {
			return this.users.get().copyOf(username);
		}
		catch (IOException ex) {
			throw new InternalAuthenticationServiceException("The users cannot be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Returns an encoded password for each cost of comparing one, and none while the file
	 * cannot be read: then none of them is compared.
	 */
	List<String> passwords() {
		try {
			return this.users.get().passwords();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	/**
	 * Returns which file it is.
	 * @return a text for people
	 */
	public String description() {
		return this.file.getDescription();
	}

	/**
	 * Returns who is in the file, or was when it could be read last: who is set up twice
	 * must not get in because the file is broken.
	 * @return the names, none if it never could be read
	 */
	public Set<String> usernames() {
		try {
			return this.users.get().users().keySet();
		}
		catch (IOException ex) {
			return this.users.last().map((last) -> last.users().keySet()).orElse(Set.of());
		}
	}

	/**
	 * Reads the file once, to learn of mistakes at the start.
	 * @throws IOException if it cannot be read or understood; the message has the number
	 * of the line and nothing of what it holds
	 */
	public void verify() throws IOException {
		this.users.get();
	}

	private static UsersByName parse(byte[] content) throws IOException {
		Map<String, UserDetails> users = new HashMap<>();
		List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
		for (int number = 1; number <= lines.size(); number++) {
			String line = lines.get(number - 1).strip();
			if (line.isEmpty() || line.startsWith("#")) {
				continue;
			}
			UserDetails user = user(line.split(":", -1), number);
			if (users.put(user.getUsername(), user) != null) {
				throw new IOException("line " + number + " has a name that is there already");
			}
		}
		return UsersByName.of(users.values());
	}

	private static UserDetails user(String[] fields, int number) throws IOException {
		if (fields.length < 3 || fields.length > 4 || fields[0].isEmpty()
				|| (fields.length == 4 && !fields[3].equals(DISABLED))) {
			throw new IOException("line " + number + " is not name:password:authorities");
		}
		if (!ENCODED.matcher(fields[1]).matches()) {
			throw new IOException("line " + number + " has no encoded password such as {bcrypt}…");
		}
		return User.withUsername(fields[0])
			.password(fields[1])
			.authorities(AuthorityUtils.createAuthorityList(StringUtils.tokenizeToStringArray(fields[2], ",")))
			.disabled(fields.length == 4)
			.build();
	}

}
