package io.ironhoard.deploy;

import picocli.CommandLine.IVersionProvider;

/** Reads the version from the manifest of the jar it is in. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        final String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"ironhoard " + (version == null ? "(not packaged)" : version),
            "java " + Runtime.version()};
    }
}
