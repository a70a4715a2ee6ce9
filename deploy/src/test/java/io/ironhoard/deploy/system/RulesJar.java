package io.ironhoard.deploy.system;

import io.ironhoard.dispatcher.rules.spi.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Builds the jar of a rule set from its source, as its author would, so that no class of it is the server's own. */
final class RulesJar {
    private RulesJar() {}

    /**
     * @param className the rule set's class, whose source is a resource in {@code /rules}; it has no package.
     * @param folder    where the jar goes.
     */
    static void build(final String className, final Path folder) throws IOException {
        final Path source = folder.resolve(className + ".java");
        try (InputStream text = RulesJar.class.getResourceAsStream("/rules/" + className + ".java")) {
            Files.copy(text, source);
        }
        final int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
        if (status != 0) {
            throw new IOException(className + " does not compile");
        }
        final Path code = folder.resolve(className + ".class");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve(className + ".jar")))) {
            out.putNextEntry(new ZipEntry(className + ".class"));
            Files.copy(code, out);
            out.putNextEntry(new ZipEntry("META-INF/services/" + RuleSet.class.getName()));
            out.write(className.getBytes(StandardCharsets.UTF_8));
        }
    }
}
