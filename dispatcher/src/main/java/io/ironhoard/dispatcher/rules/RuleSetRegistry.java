package io.ironhoard.dispatcher.rules;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The rule sets of this process: those built in, and those in the jars of a rules folder.
 *
 * <p>Rule sets are told apart by id and version, because matches begun under an older version go on under it. Each jar
 * has a class loader of its own, whose parent is the dispatcher's. Built at start by the launcher, read-only afterwards;
 * close it when no instance that it created is in use any more.
 */
public final class RuleSetRegistry implements AutoCloseable {
    private static final String BUILT_IN = "built in";

    private final TreeMap<Key, RuleSetFactory> factories = new TreeMap<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    private record Key(String id, int version) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::id).thenComparingInt(Key::version);

        @Override
        public int compareTo(final Key other) {
            return ORDER.compare(this, other);
        }
    }

    private RuleSetRegistry() {}

    /**
     * The rule sets of the dispatcher's own class path.
     *
     * @return a registry.
     * @throws RuleSetLoadException where one of them is broken.
     */
    public static RuleSetRegistry builtIn() {
        final RuleSetRegistry registry = new RuleSetRegistry();
        registry.addProviders(ServiceLoader.load(RuleSet.class, RuleSetRegistry.class.getClassLoader()), BUILT_IN);
        return registry;
    }

    /**
     * The rule sets built in, and those of every {@code *.jar} in a folder.
     *
     * @param folder the rules folder.
     * @return a registry.
     * @throws RuleSetLoadException where the folder cannot be read, or a jar cannot be used: every such jar is named with
     *     its fault.
     */
    public static RuleSetRegistry withFolder(final Path folder) {
        final RuleSetRegistry registry = builtIn();
        final List<String> faults = new ArrayList<>();
        for (final Path jar : jarsIn(folder)) {
            try {
                registry.addJar(jar);
            } catch (final RuleSetLoadException e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            registry.close();
            throw new RuleSetLoadException(String.join(System.lineSeparator(), faults));
        }
        return registry;
    }

    /** Every rule set, ordered by id, then version. */
    public Collection<RuleSetFactory> factories() {
        return Collections.unmodifiableCollection(factories.values());
    }

    /** Every rule set's descriptor, ordered by id, then version. */
    public List<RuleSetDescriptor> descriptors() {
        return factories.values().stream().map(RuleSetFactory::descriptor).toList();
    }

    /**
     * @param id a rule set's id.
     * @param version its version.
     * @return exactly that rule set.
     */
    public Optional<RuleSetFactory> find(final String id, final int version) {
        return Optional.ofNullable(factories.get(new Key(id, version)));
    }

    /**
     * @param id a rule set's id.
     * @return its highest version, which new matches take.
     */
    public Optional<RuleSetFactory> findLatest(final String id) {
        return Optional.ofNullable(factories.floorEntry(new Key(id, Integer.MAX_VALUE)))
                .map(Map.Entry::getValue)
                .filter(factory -> factory.descriptor().id().equals(id));
    }

    /** Close the jars. Instances created from them must not be used afterwards. */
    @Override
    public void close() {
        try {
            for (final URLClassLoader loader : loaders) {
                loader.close();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jarsIn(final Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new RuleSetLoadException("rules folder " + folder + " cannot be read: " + e, e);
        }
    }

    private void addJar(final Path jar) {
        try {
            requireArchive(jar);
            final URL[] urls = {jar.toUri().toURL()};
            final URLClassLoader loader =
                    new URLClassLoader("rules-" + jar.getFileName(), urls, RuleSetRegistry.class.getClassLoader());
            loaders.add(loader);
            if (addProviders(ServiceLoader.load(RuleSet.class, loader), jar.toString()) == 0) {
                throw new RuleSetLoadException(
                        jar + ": names no rule set of its own in META-INF/services/" + RuleSet.class.getName());
            }
        } catch (final IOException e) {
            throw new RuleSetLoadException(jar + ": cannot be read as a jar: " + e.getMessage(), e);
        }
    }

    /** A class loader would pass over a file that is no archive without a word. */
    private static void requireArchive(final Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            if (zip.size() == 0) {
                throw new IOException("it is empty");
            }
        }
    }

    private int addProviders(final ServiceLoader<RuleSet> services, final String source) {
        try {
            final List<ServiceLoader.Provider<RuleSet>> own = services.stream()
                    .filter(provider -> source.equals(BUILT_IN) || isFromJar(provider))
                    .toList();
            for (final ServiceLoader.Provider<RuleSet> provider : own) {
                add(descriptorOf(provider), source, provider);
            }
            return own.size();
        } catch (final RuleSetLoadException e) {
            throw e;
        } catch (final RuntimeException | Error e) {
            // Anything at all may come out of someone else's constructor, static initialiser or descriptor.
            throw new RuleSetLoadException(source + ": " + describe(e), e);
        }
    }

    private boolean isFromJar(final ServiceLoader.Provider<RuleSet> provider) {
        return provider.type().getClassLoader() == loaders.getLast();
    }

    private static RuleSetDescriptor descriptorOf(final ServiceLoader.Provider<RuleSet> provider) {
        final RuleSetDescriptor descriptor = provider.get().descriptor();
        if (descriptor == null) {
            throw new IllegalStateException(provider.type().getName() + " has no descriptor");
        }
        return descriptor;
    }

    private void add(
            final RuleSetDescriptor descriptor, final String source, final ServiceLoader.Provider<RuleSet> provider) {
        final Key key = new Key(descriptor.id(), descriptor.version());
        final RuleSetFactory earlier =
                factories.putIfAbsent(key, new RuleSetFactory(descriptor, source, provider));
        if (earlier != null) {
            throw new RuleSetLoadException(source + ": " + key.id() + " version " + key.version()
                    + " is there already (" + earlier.source() + ")");
        }
    }

    private static String describe(final Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == fault ? fault.toString() : fault + ", caused by " + cause;
    }
}
