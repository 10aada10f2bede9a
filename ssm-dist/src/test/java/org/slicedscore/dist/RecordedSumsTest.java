package org.slicedscore.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** What others built and the zip ships is what {@code .mvn/checksums} records, byte for byte. */
class RecordedSumsTest {
    private static final Path SUMS = Path.of(System.getProperty("ssm.root"), ".mvn", "checksums", "checksums.sha256");

    @Test
    void everyJarOfOthersIsRecorded() throws Exception {
        Set<String> recorded;
        try (Stream<String> lines = Files.lines(SUMS)) {
            recorded = lines.map(line -> line.substring(0, 64)).collect(Collectors.toSet());
        }
        List<String> checked = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try (ZipFile zip = new ZipFile(System.getProperty("ssm.zip"))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                String file = name.substring(name.lastIndexOf('/') + 1);
                if (!file.endsWith(".jar") || file.startsWith("ssm-")) {
                    continue;
                }
                byte[] sum = MessageDigest.getInstance("SHA-256")
                        .digest(zip.getInputStream(entry).readAllBytes());
                (recorded.contains(HexFormat.of().formatHex(sum)) ? checked : unknown).add(name);
            }
        }
        assertEquals(List.of(), unknown, "run scripts/record-checksums and look at the difference");
        assertTrue(checked.stream().anyMatch(name -> name.contains("fastcsv")), () -> "found only " + checked);
    }
}
