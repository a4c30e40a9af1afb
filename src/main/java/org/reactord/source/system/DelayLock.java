package org.reactord.source.system;

import java.util.List;
import org.reactord.natives.Fd;
import org.reactord.source.dbus.BusMessage;

/**
 * Has logind wait a while before the machine sleeps or goes down: a descriptor that it gave, while that is open. See {@code
 * Inhibit()} in org.freedesktop.login1(5); logind waits for {@code InhibitDelayMaxSec} (logind.conf(5)) at the longest.
 */
final class DelayLock {
    private final Login login;
    private final Runnable changed;
    private int descriptor = -1;
    private int asked;
    private boolean isAnswered = true;
    private String refusal = "";

    /**
     * Not held.
     *
     * @param changed is run when it was granted or refused
     */
    DelayLock(Login login, Runnable changed) {
        this.login = login;
        this.changed = changed;
    }

    /** Asks for a new one; one that is held is held until the new one is. */
    void take(String what) {
        int number = ++asked;
        isAnswered = false;
        refusal = "";
        login.call(
                Login.PATH,
                Login.MANAGER,
                "Inhibit",
                answer -> answered(number, answer),
                what,
                "reactor",
                "commands run before it",
                "delay");
    }

    private void answered(int number, BusMessage answer) {
        List<Integer> passed = answer.descriptors();
        boolean granted = answer.type() == BusMessage.Type.RETURN && passed.size() == 1;
        if (number != asked || !granted) {
            passed.forEach(Fd::close);
        }
        if (number != asked) {
            return;
        }
        isAnswered = true;
        close();
        if (granted) {
            descriptor = passed.get(0);
        } else {
            refusal = answer.type() == BusMessage.Type.ERROR ? answer.trouble() : "it answers with no descriptor";
        }
        changed.run();
    }

    /** Lets the machine go on, and takes back what was asked for. */
    void release() {
        asked++;
        isAnswered = true;
        refusal = "";
        close();
    }

    private void close() {
        if (descriptor >= 0) {
            Fd.close(descriptor);
            descriptor = -1;
        }
    }

    boolean isHeld() {
        return descriptor >= 0;
    }

    boolean isAnswered() {
        return isAnswered;
    }

    /** Why the machine does not wait although it was asked to; empty if it does, or was not asked. */
    String trouble() {
        return isAnswered ? refusal : "it does not answer";
    }
}
