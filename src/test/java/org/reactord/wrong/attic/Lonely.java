package org.reactord.wrong.attic;

/** Lives in no room of the map, and its package has no placard. */
final class Lonely {
    int number;
}
