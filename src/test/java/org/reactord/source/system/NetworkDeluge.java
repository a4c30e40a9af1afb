package org.reactord.source.system;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.reactord.event.SystemEvent;
import org.reactord.event.SystemKind;
import org.reactord.natives.Errno;
import org.reactord.natives.Poll;
import org.reactord.source.SystemRequest;
import org.reactord.source.SystemState;

/**
 * A program that does more to the network that it is in than a {@link NetworkFacility} with a small queue can hear, and says
 * what that tells, a line each. Whatever the shell says that does it is no line.
 */
final class NetworkDeluge implements Descriptors, Reports {
    private final Poll poll = new Poll();
    private int index;
    private @Nullable IntConsumer ready;

    private NetworkDeluge() {}

    public static void main(String... arguments) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-e")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        new NetworkDeluge().run(shell);
        shell.getOutputStream().close();
    }

    private void run(Process shell) throws IOException {
        Errno.message(Errno.EMFILE); // nothing is left to be loaded when there is no descriptor
        say(Integer.toString(descriptors()));
        NetworkFacility facility = new NetworkFacility(this, this, 4096);
        does(shell, "echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6; ip link set lo up");
        does(shell, "for i in 1 2 3; do ip link add old$i type veth peer name far$i; done");
        does(shell, "ip link set old1 up; ip link set far1 up; ip addr add 10.0.0.1/24 dev old1");
        does(shell, "ip route add default via 10.0.0.2");
        changed(facility.open(new SystemRequest(SystemKind.NETWORK, Set.of())));
        say("deluge");
        does(shell, "ip link del old1; ip link set old2 name other2; ip link set old3 up; ip link set far3 up");
        does(shell, "for i in $(seq 30); do ip link add new$i type veth peer name end$i; done");
        does(shell, "ip addr add 10.3.0.1/24 dev old3; ip route add default via 10.3.0.2");
        hear();
        say("calm");
        does(shell, "ip link del new7");
        hear();
        say("no descriptor");
        List<FileInputStream> all = takeAllDescriptors();
        does(shell, "ip link del new8; ip route del default");
        hear();
        all.get(0).close();
        does(shell, "ip link del new9");
        hear();
        for (FileInputStream one : all) {
            one.close();
        }
        say("closed");
        facility.close();
        say(Integer.toString(descriptors()));
    }

    private static int descriptors() {
        String[] names = new File("/proc/self/fd").list();
        return names == null ? -1 : names.length;
    }

    private static List<FileInputStream> takeAllDescriptors() {
        List<FileInputStream> taken = new ArrayList<>();
        while (true) {
            try {
                taken.add(new FileInputStream("/dev/null"));
            } catch (IOException noneLeft) {
                return taken;
            }
        }
    }

    /** Has the shell do something, and waits until it has. */
    private static void does(Process shell, String script) throws IOException {
        shell.getOutputStream().write((script + "\necho done\n").getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().flush();
        String answer =
                new BufferedReader(new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"done".equals(answer)) {
            throw new IllegalStateException(script + ": " + answer);
        }
    }

    private void hear() {
        while (poll.poll(500) > 0 && ready != null) {
            ready.accept(poll.revents(index));
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    @Override
    public void add(int fd, int events, IntConsumer listener) {
        index = poll.add(fd, events);
        ready = listener;
    }

    @Override
    public void remove(int fd) {
        poll.remove(index);
    }

    @Override
    public void happened(SystemEvent event) {
        say(event.cause().word() + " " + event.describe());
    }

    @Override
    public void lost(SystemKind kind, String reason) {
        say("lost: " + reason);
    }

    @Override
    public void changed(SystemState state) {
        say(state.state().word() + " " + state.detail());
    }
}
