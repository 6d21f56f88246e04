package io.spoor.protocol.udp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the kernel says of this process's UDP sockets at an instant: the datagrams that it threw away because a receive
 * buffer was full, which is the last column of {@code /proc/net/udp} and {@code udp6}, by local port. These list the sockets
 * of all processes; ours are those whose inodes are open here. Reads files: not for an event loop.
 */
final class SocketTable {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private static final int COLUMNS_MIN = 13;
    private static final int LOCAL_ADDRESS = 1;
    private static final int INODE = 9;
    private static final int HEX = 16;

    private final Map<Integer, Long> dropsByPort = new HashMap<>();

    /** The table now; empty where there is none (not Linux). */
    static SocketTable read() {
        return new SocketTable(TABLES, OPEN_FILES);
    }

    SocketTable(List<Path> tables, Path openFiles) {
        Set<String> inodes = socketsOf(openFiles);
        for (Path table : tables) {
            add(table, inodes);
        }
    }

    /** The drops of our sockets with this local port; {@link KernelDrops#UNKNOWN} if there is none. */
    long drops(int localPort) {
        return dropsByPort.getOrDefault(localPort, KernelDrops.UNKNOWN);
    }

    private static Set<String> socketsOf(Path openFiles) {
        Set<String> inodes = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(openFiles)) {
            for (Path file : files) {
                String target = targetOf(file);
                if (target.startsWith("socket:[")) {
                    inodes.add(target.substring("socket:[".length(), target.length() - 1));
                }
            }
        } catch (IOException e) {
            return Set.of();
        }
        return inodes;
    }

    /** Empty for a file that was closed meanwhile. */
    private static String targetOf(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private void add(Path table, Set<String> inodes) {
        try {
            for (String line : Files.readAllLines(table, StandardCharsets.US_ASCII)) {
                addLine(line.trim().split(" +", -1), inodes);
            }
        } catch (IOException e) {
            // Not known, which is what an absent port means.
        }
    }

    /** A line is {@code sl local_address rem_address st ... inode ref pointer drops}. */
    private void addLine(String[] columns, Set<String> inodes) {
        if (columns.length < COLUMNS_MIN || !inodes.contains(columns[INODE])) {
            return;
        }
        String address = columns[LOCAL_ADDRESS];
        try {
            int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1), HEX);
            dropsByPort.merge(port, Long.parseLong(columns[columns.length - 1]), Long::sum);
        } catch (NumberFormatException e) {
            // Another kernel's table.
        }
    }
}
