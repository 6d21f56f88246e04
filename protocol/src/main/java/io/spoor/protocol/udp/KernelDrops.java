package io.spoor.protocol.udp;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Datagrams that the kernel threw away because a socket's receive buffer was full: the last column of
 * {@code /proc/net/udp} and {@code udp6}, for the local port of one node. Reads files: not for an event loop.
 */
public final class KernelDrops {
    /** Said as long as there is no such file (not Linux), or the port is not in it. */
    public static final long UNKNOWN = -1;

    private static final List<Path> TABLES = List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));

    private final List<Path> tables;
    private int port;
    private long earlierSockets;
    private long thisSocket;
    private boolean known;

    public KernelDrops() {
        this(TABLES);
    }

    KernelDrops(List<Path> tables) {
        this.tables = tables;
    }

    /**
     * The drops so far. Goes on counting when the node's socket is renewed, so that it never goes back.
     *
     * @param localPort the node's port now
     */
    public synchronized long total(int localPort) {
        long drops = readDrops(localPort);
        if (localPort != port) {
            earlierSockets += thisSocket;
            thisSocket = 0;
            port = localPort;
        }
        if (drops != UNKNOWN) {
            known = true;
            thisSocket = Math.max(thisSocket, drops);
        }
        return known ? earlierSockets + thisSocket : UNKNOWN;
    }

    private long readDrops(int localPort) {
        String portInHex = String.format(Locale.ROOT, ":%04X", localPort);
        long sum = UNKNOWN;
        for (Path table : tables) {
            long drops = readDrops(table, portInHex);
            if (drops != UNKNOWN) {
                sum = Math.max(sum, 0) + drops;
            }
        }
        return sum;
    }

    private static long readDrops(Path table, String portInHex) {
        long sum = UNKNOWN;
        try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                long drops = dropsOf(line.trim(), portInHex);
                if (drops != UNKNOWN) {
                    sum = Math.max(sum, 0) + drops;
                }
            }
            return sum;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /** A line is {@code sl local_address rem_address st ... inode ref pointer drops}. */
    private static long dropsOf(String line, String portInHex) {
        String[] columns = line.split(" +", -1);
        if (columns.length < 13 || !columns[1].endsWith(portInHex)) {
            return UNKNOWN;
        }
        try {
            return Long.parseLong(columns[columns.length - 1]);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }
}
