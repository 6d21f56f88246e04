package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@link KernelDrops} on a {@link SocketTable}. */
class KernelDropsTest {
    private static final String HEAD = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode ref pointer drops             \n";
    private static final String IPV6_HEAD = "  sl  local_address                         remote_address"
            + "                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    private static final String OURS = "91254";

    private static final String THEIRS = "4711";

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws IOException {
        Path open = Files.createDirectory(folder.resolve("fd"));
        Files.createSymbolicLink(open.resolve("3"), Path.of("socket:[" + OURS + "]"));
        Files.createSymbolicLink(open.resolve("4"), Path.of("pipe:[" + OURS + "]"));
    }

    @Test
    void shouldReadTheDropsOfThePortFromBothTables() throws IOException {
        table("udp", HEAD + line("0100007F:1B58", 17) + line("0100007F:1B59", 400));
        table("udp6", IPV6_HEAD + line("00000000000000000000000000000000:1B58", 5));

        assertEquals(22, total(7_000));
        assertEquals(400, total(7_001));
    }

    @Test
    void shouldNotCountASocketOfAnotherProcessWithTheSamePort() throws IOException {
        table("udp", HEAD + line("0200007F:1B58", 1_000).replace(OURS, THEIRS) + line("0100007F:1B58", 17));

        assertEquals(17, total(7_000));
    }

    @Test
    void shouldFindAPortOfFewDigits() throws IOException {
        table("udp", HEAD + line("00000000:0035", 3) + line("00000000:0350", 9));

        assertEquals(3, total(53));
    }

    @Test
    void shouldSayUnknownWhereTheKernelDoesNotTell() throws IOException {
        assertEquals(KernelDrops.UNKNOWN, total(7_000));
        table("udp", HEAD + line("0100007F:1B58", 17));

        assertEquals(KernelDrops.UNKNOWN, total(7_001));
        assertEquals(
                KernelDrops.UNKNOWN,
                new KernelDrops()
                        .total(7_000, new SocketTable(List.of(folder.resolve("udp")), folder.resolve("none"))));
    }

    @Test
    void shouldIgnoreLinesItDoesNotUnderstand() throws IOException {
        table("udp", HEAD + "\n1: x:1B58\n" + line("0100007F:1B58", 2).replace(" 2\n", " many\n"));

        assertEquals(KernelDrops.UNKNOWN, total(7_000));
    }

    @Test
    void shouldGoOnCountingWhenTheSocketIsRenewed() throws IOException {
        table("udp", HEAD + line("0100007F:1B58", 17));
        KernelDrops drops = new KernelDrops();
        assertEquals(17, drops.total(7_000, read()));

        table("udp", HEAD + line("0100007F:1B59", 0));
        assertEquals(17, drops.total(7_001, read()));
        table("udp", HEAD + line("0100007F:1B59", 4));
        assertEquals(21, drops.total(7_001, read()));
        table("udp", HEAD);
        assertEquals(21, drops.total(7_001, read()));
    }

    /** The kernel's own tables. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldFindASocketOfThisProcess() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(0, SocketTable.read().drops(socket.getLocalPort()));
        }
    }

    private long total(int port) {
        return new KernelDrops().total(port, read());
    }

    private SocketTable read() {
        return new SocketTable(List.of(folder.resolve("udp"), folder.resolve("udp6")), folder.resolve("fd"));
    }

    private void table(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static String line(String local, long drops) {
        return "  112: " + local + " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 " + OURS
                + " 2 " + "00000000c3ae1e5a " + drops + "\n";
    }
}
