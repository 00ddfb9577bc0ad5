package io.sshconsole.boot.security;

import java.util.List;

import org.springframework.security.core.GrantedAuthority;

/**
 * What a credential for emergencies was good for when it was taken.
 *
 * @param ticket what may be told of it
 * @param authorities what the user may
 */
record BreakGlassLogin(BreakGlassTicket ticket, List<GrantedAuthority> authorities) {

}
