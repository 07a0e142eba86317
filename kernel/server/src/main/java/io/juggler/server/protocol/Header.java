package io.juggler.server.protocol;

import java.time.Instant;

/**
 * A message's header.
 *
 * @param id unique for each message
 * @param session the client's session
 * @param type such as {@code execute_request}
 * @param date when the client made it, by the client's clock; null where it does not say
 * @param subshell the subshell that is meant, or null
 * @param json the header as it came, which is what {@code parent_header} has to repeat; not to be
 *     changed
 */
public record Header(
        String id, String session, String type, Instant date, String subshell, byte[] json) {}
