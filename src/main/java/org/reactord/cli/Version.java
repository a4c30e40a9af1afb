package org.reactord.cli;

/** Which version this is; the manifest of the jar says so. */
final class Version {
    private Version() {}

    /** {@code 0.1.0}, or {@code development} where there is no jar. */
    static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
