package org.reactord.rule;

/** Whether a rule acts. */
public enum Enabled {
    ON,
    /** Kept and shown as off; nothing is watched for it. */
    OFF,
    /** Watches and decides, and runs nothing. */
    SHADOW
}
