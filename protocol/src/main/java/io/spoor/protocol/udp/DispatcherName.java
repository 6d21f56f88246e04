package io.spoor.protocol.udp;

import java.util.List;

/**
 * How a person names a dispatcher: {@code host:port}; an IPv6 address stands in brackets.
 *
 * @param host host name or literal address, without brackets
 * @param port 1..65535
 */
public record DispatcherName(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /**
     * Reads one name.
     *
     * @throws IllegalArgumentException if the text is none; the message is a line for a person
     */
    public static DispatcherName parse(String text) {
        int colon = text.lastIndexOf(':');
        int port = portOf(text.substring(colon + 1));
        if (colon < 1 || port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "the dispatcher \"" + text + "\" is not host:port, such as 127.0.0.1:7070");
        }
        return new DispatcherName(withoutBrackets(text.substring(0, colon)), port);
    }

    /**
     * Reads several.
     *
     * @throws IllegalArgumentException if one of the texts is none
     */
    public static List<DispatcherName> parse(List<String> texts) {
        return texts.stream().map(DispatcherName::parse).toList();
    }

    /** 0, which is no port to ask, if the text is no number. */
    private static int portOf(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
