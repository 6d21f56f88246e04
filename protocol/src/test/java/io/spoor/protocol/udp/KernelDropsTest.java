package io.spoor.protocol.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelDropsTest {
    private static final String HEAD = "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"
            + "   uid  timeout inode ref pointer drops             \n";
    private static final String IPV6_HEAD = "  sl  local_address                         remote_address"
            + "                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

    @TempDir
    private Path folder;

    @Test
    void shouldReadTheDropsOfThePortFromBothTables() throws IOException {
        Path udp = table("udp", HEAD + line("0100007F:1B58", 17) + line("0100007F:1B59", 400));
        Path udp6 = table("udp6", IPV6_HEAD + line("00000000000000000000000000000000:1B58", 5));

        assertEquals(22, new KernelDrops(List.of(udp, udp6)).total(7_000));
        assertEquals(400, new KernelDrops(List.of(udp, udp6)).total(7_001));
    }

    @Test
    void shouldFindAPortOfFewDigits() throws IOException {
        Path udp = table("udp", HEAD + line("00000000:0035", 3) + line("00000000:0350", 9));

        assertEquals(3, new KernelDrops(List.of(udp)).total(53));
    }

    @Test
    void shouldSayUnknownWhereTheKernelDoesNotTell() throws IOException {
        Path udp = table("udp", HEAD + line("0100007F:1B58", 17));

        assertEquals(KernelDrops.UNKNOWN, new KernelDrops(List.of(folder.resolve("none"))).total(7_000));
        assertEquals(KernelDrops.UNKNOWN, new KernelDrops(List.of(udp)).total(7_001));
    }

    @Test
    void shouldIgnoreLinesItDoesNotUnderstand() throws IOException {
        Path udp =
                table("udp", HEAD + "\n1: x:1B58\n" + line("0100007F:1B58", 2).replace(" 2\n", " many\n"));

        assertEquals(KernelDrops.UNKNOWN, new KernelDrops(List.of(udp)).total(7_000));
    }

    @Test
    void shouldGoOnCountingWhenTheSocketIsRenewed() throws IOException {
        Path udp = table("udp", HEAD + line("0100007F:1B58", 17));
        KernelDrops drops = new KernelDrops(List.of(udp));
        assertEquals(17, drops.total(7_000));

        table("udp", HEAD + line("0100007F:1B59", 0));
        assertEquals(17, drops.total(7_001));
        table("udp", HEAD + line("0100007F:1B59", 4));
        assertEquals(21, drops.total(7_001));
        table("udp", HEAD);
        assertEquals(21, drops.total(7_001));
    }

    private Path table(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String line(String local, long drops) {
        return "  112: " + local + " 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 91254 2 "
                + "00000000c3ae1e5a " + drops + "\n";
    }
}
