package io.ironhoard.dispatcher.driver;

import io.aeron.Aeron;
import io.aeron.CncFileDescriptor;
import io.ironhoard.dispatcher.config.DispatcherConfiguration;
import io.ironhoard.dispatcher.config.DispatcherSettings;
import io.ironhoard.proto.config.SettingGroup;
import io.ironhoard.proto.config.Settings;
import io.ironhoard.proto.instance.StartRefusedException;
import io.ironhoard.proto.ipc.StreamIds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
final class EmbeddedDriverTest {
    @TempDir
    private Path folder;

    private DispatcherConfiguration configuration(final Map<String, String> more) {
        final Map<String, String> properties = new HashMap<>(more);
        properties.put("ironhoard.data.dir", folder.resolve("data").toString());
        properties.put("ironhoard.aeron.dir", folder.resolve("aeron").toString());
        properties.putIfAbsent("ironhoard.ipc.term.bytes", "2097152");
        return DispatcherConfiguration.conclude(
                Settings.of(SettingGroup.Reader.DISPATCHER, DispatcherSettings.all(), properties, Map.of()));
    }

    private static EmbeddedDriver launch(final DispatcherConfiguration configuration) {
        return EmbeddedDriver.launch(configuration, error -> {
            throw new AssertionError(error);
        });
    }

    @Test
    void shouldStartAndStopTwiceAndLeaveNothing() throws IOException {
        final DispatcherConfiguration configuration = configuration(Map.of());
        for (int start = 0; start < 2; start++) {
            try (EmbeddedDriver driver = launch(configuration);
                    Aeron client = Aeron.connect(new Aeron.Context()
                            .aeronDirectoryName(driver.aeronDirectory().toString()))) {
                assertThat(client.isClosed()).isFalse();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(driver.aeronDirectory())))
                        .isEqualTo("rwx------");
            }
            assertThat(configuration.aeronDirectory()).doesNotExist();
        }
    }

    @Test
    void shouldRefuseTheFolderOfALivingDriverAndNameIt() {
        final DispatcherConfiguration configuration = configuration(Map.of());
        try (EmbeddedDriver driver = launch(configuration)) {
            assertThatThrownBy(() -> launch(configuration))
                    .isInstanceOfSatisfying(StartRefusedException.class, e -> assertThat(e.exitStatus())
                            .isEqualTo(3))
                    .hasMessageContaining("already running")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
            assertThat(driver.aeronDirectory().resolve(CncFileDescriptor.CNC_FILE)).exists();
        }
    }

    @Test
    void shouldClearWhatADeadDriverLeft() throws Exception {
        final DispatcherConfiguration configuration = configuration(Map.of());
        final Process dead = new ProcessBuilder("true").start();
        assertThat(dead.waitFor(10, TimeUnit.SECONDS)).isTrue();
        final Path cnc;
        final byte[] metaData;
        try (EmbeddedDriver driver = launch(configuration)) {
            cnc = driver.aeronDirectory().resolve(CncFileDescriptor.CNC_FILE);
            metaData = readMetaData(cnc);
        }
        ByteBuffer.wrap(metaData).order(ByteOrder.nativeOrder()).putLong(CncFileDescriptor.pidOffset(0), dead.pid());
        Files.createDirectories(cnc.resolveSibling("publications"));
        Files.write(cnc.resolveSibling("publications").resolve("1.logbuffer"), new byte[8]);
        Files.write(cnc, metaData);

        try (EmbeddedDriver driver = launch(configuration)) {
            assertThat(driver.aeronDirectory().resolve("publications/1.logbuffer")).doesNotExist();
        }
    }

    @Test
    void shouldNotClearAFolderThatIsNoDrivers() throws IOException {
        final DispatcherConfiguration configuration = configuration(Map.of());
        Files.createDirectories(configuration.aeronDirectory());
        final Path precious = Files.writeString(configuration.aeronDirectory().resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> launch(configuration))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("ironhoard.aeron.dir");
        assertThat(precious).exists();
    }

    @Test
    void shouldRefuseAFileSystemThatIsTooSmallWithBothNumbers() throws IOException {
        final DispatcherConfiguration configuration = configuration(Map.of(
                "ironhoard.shard.count", "64",
                "ironhoard.gateway.count.max", "64",
                "ironhoard.ipc.term.bytes", "268435456"));
        final long need = configuration.sharedMemoryBytes();
        assertThat(need).isGreaterThan(Files.getFileStore(folder).getUsableSpace());

        assertThatThrownBy(() -> launch(configuration))
                .isInstanceOfSatisfying(StartRefusedException.class, e -> assertThat(e.exitStatus())
                        .isEqualTo(3))
                .hasMessageMatching(".* has \\d+ bytes free, but " + need + " are needed;.*");
    }

    @Test
    void shouldTakeNoMoreSharedMemoryThanItCounted() throws IOException {
        final int shardCount = 2;
        final DispatcherConfiguration configuration = configuration(
                Map.of("ironhoard.shard.count", Integer.toString(shardCount), "ironhoard.gateway.count.max", "2"));
        try (EmbeddedDriver driver = launch(configuration);
                Aeron client = Aeron.connect(new Aeron.Context()
                        .aeronDirectoryName(driver.aeronDirectory().toString()))) {
            for (int shard = 0; shard < shardCount; shard++) {
                client.addExclusivePublication("aeron:ipc", StreamIds.events(shard));
                client.addExclusivePublication("aeron:ipc", StreamIds.replies(shard));
                client.addPublication("aeron:ipc", StreamIds.ingress(0, shard));
                client.addPublication("aeron:ipc", StreamIds.ingress(1, shard));
            }
            final long taken;
            try (Stream<Path> files = Files.walk(driver.aeronDirectory())) {
                taken = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
            }
            assertThat(taken).isBetween(configuration.sharedMemoryBytes() / 2, configuration.sharedMemoryBytes());
        }
    }

    @Test
    void shouldLockADataFolderForOneDispatcher() {
        final Path run = configuration(Map.of()).layout().run();
        try (InstanceLock lock = InstanceLock.take(run)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> InstanceLock.take(run))
                    .isInstanceOfSatisfying(StartRefusedException.class, e -> assertThat(e.exitStatus())
                            .isEqualTo(3))
                    .hasMessageContaining("already running")
                    .hasMessageContaining("pid " + ProcessHandle.current().pid());
        }
        InstanceLock.take(run).close();
    }

    private static byte[] readMetaData(final Path cnc) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(cnc.toFile(), "r")) {
            final byte[] bytes = new byte[CncFileDescriptor.META_DATA_LENGTH];
            file.readFully(bytes);
            return bytes;
        }
    }
}
