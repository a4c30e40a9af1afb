package org.reactord.exec;

import java.util.Map;

/**
 * What every command inherits.
 *
 * @param ofDaemon what the daemon was started with, and passes on
 * @param around knows what is to be added at the moment
 */
record Inheritance(Map<String, String> ofDaemon, Surroundings around) {
    Map<String, String> now() {
        return around.of(ofDaemon);
    }
}
