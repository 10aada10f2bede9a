import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches the Maven that maven-wrapper.properties names, checks it against the checksum there, and unpacks it.
 *
 * <p>Run by mvnw: {@code java FetchMaven.java PROPERTIES DIRECTORY}. In Java, so that a machine needs neither curl nor
 * unzip. Heeds {@code MVNW_REPOURL} (another repository with Maven's layout) and {@code https_proxy}.
 */
final class FetchMaven {
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[0]))) {
            properties.load(reader);
        }
        String url = properties.getProperty("distributionUrl");
        String repository = System.getenv("MVNW_REPOURL");
        if (repository != null && !repository.isBlank()) {
            url = repository.replaceFirst("/+$", "") + url.substring(url.indexOf("/org/apache/maven/"));
        }
        Path target = Path.of(args[1]);
        Files.createDirectories(target.getParent());
        Path work = Files.createTempDirectory(target.getParent(), "fetch");
        try {
            Path zip = work.resolve("maven.zip");
            fetch(URI.create(url), zip);
            check(zip, properties.getProperty("distributionSha256Sum"), url);
            Path unpacked = unzip(zip, work.resolve("unpacked"));
            move(unpacked, target);
        } catch (IOException e) {
            System.err.println("mvnw: cannot fetch Maven from " + url + " (" + e.getMessage()
                    + "): install Maven 3.8.6 or newer, or set MVNW_REPOURL to a mirror.");
            System.exit(1);
        } finally {
            delete(work);
        }
    }

    private static void fetch(URI uri, Path file) throws IOException, InterruptedException {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(30));
        String proxy = System.getenv("https_proxy") != null ? System.getenv("https_proxy") : System.getenv("HTTPS_PROXY");
        if (proxy != null && !proxy.isBlank()) {
            URI address = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
            builder.proxy(ProxySelector.of(new InetSocketAddress(address.getHost(), address.getPort())));
        }
        try (HttpClient client = builder.build()) {
            HttpResponse<Path> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofFile(file));
            if (response.statusCode() != 200) {
                throw new IOException("HTTP status " + response.statusCode());
            }
        }
    }

    private static void check(Path file, String expected, String url) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(expected)) {
            throw new IOException("its SHA-256 is " + actual + ", expected " + expected);
        }
    }

    /** Unpacks an archive and returns the one folder at its top. */
    private static Path unzip(Path zip, Path directory) throws IOException {
        Files.createDirectories(directory);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException("the archive reaches outside itself: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        try (var top = Files.list(directory)) {
            Path home = top.findFirst().orElseThrow(() -> new IOException("the archive is empty"));
            home.resolve("bin/mvn").toFile().setExecutable(true);
            return home;
        }
    }

    /** Another mvnw may have been quicker, which is as good. */
    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            if (!Files.isDirectory(to)) {
                throw e;
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
