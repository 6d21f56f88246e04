package io.spoor.tests.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The sockets of a process, as Linux shows them below {@code /proc}. */
final class KernelSockets {
    private static final int LOCAL = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTENS = "0A";

    private final Path proc;
    private final Set<String> inodes;

    private KernelSockets(Path proc, Set<String> inodes) {
        this.proc = proc;
        this.inodes = inodes;
    }

    static KernelSockets of(App app) {
        Path proc = Path.of("/proc", Long.toString(app.pid()));
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
            descriptors.map(KernelSockets::target).forEach(target -> {
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new KernelSockets(proc, inodes);
    }

    /** The ports of its UDP sockets. */
    List<Integer> udpPorts() {
        return rows("udp").map(row -> port(row[LOCAL])).toList();
    }

    /** How many TCP connections it has, or tries to have; those that listen are none. */
    long tcpConnections() {
        return rows("tcp").filter(row -> !row[STATE].equals(LISTENS)).count();
    }

    private Stream<String[]> rows(String protocol) {
        return Stream.of(protocol, protocol + "6")
                .map(table -> proc.resolve("net").resolve(table))
                .filter(Files::exists)
                .flatMap(KernelSockets::lines)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(row -> inodes.contains(row[INODE]));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a descriptor points at; nothing if it has been closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
