package org.reactord;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessField;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The map of the house as rules over compiled classes, for any root package, so that a small wrong house can be tried. */
final class HouseRules {
    /** Each room, with the rooms that it may use besides itself. */
    static final Map<String, Set<String>> ROOMS = rooms();

    private static final String[] CORE = {"event", "rule", "job"};
    private static final Pattern FORBIDDEN_WORD =
            Pattern.compile(".*(Manager|Helper|Utils?|Impl|Context|Info|Processor)");

    /** What the client's jar holds of other rooms; src/pom.xml says it as well. */
    private static final Set<String> OF_OTHER_ROOMS = Set.of(
            "event.BytePath",
            "event.ByteText",
            "event.EventName",
            "event.SafeText",
            "event.Utf8",
            "files.PathBytes",
            "rule.Durations");

    private final String root;

    HouseRules(String root) {
        this.root = root;
    }

    private static Map<String, Set<String>> rooms() {
        Map<String, Set<String>> rooms = new LinkedHashMap<>();
        rooms.put("event", Set.of());
        rooms.put("rule", Set.of("event"));
        rooms.put("job", Set.of("event", "rule"));
        // The loop asks things of the edges' interfaces; their implementations are out of its sight (see edges()).
        rooms.put("engine", Set.of("event", "rule", "job", "engine.view", "source", "exec", "store", "quiet"));
        rooms.put("engine.view", Set.of("event", "rule", "job", "source")); // source: how well a root is watched
        // What a name on disk stands for, in the core's words: shared by the edges that look at files.
        rooms.put("files", Set.of("event"));
        // How threads end: the same for all who start one.
        rooms.put("threads", Set.of());
        rooms.put("source", Set.of("event"));
        rooms.put("source.portable", Set.of("event", "files", "source", "threads"));
        rooms.put("source.inotify", Set.of("event", "files", "natives", "source", "threads"));
        rooms.put("source.aside", Set.of("event", "source"));
        rooms.put("source.clock", Set.of("event", "natives", "source", "threads"));
        // What is said on a bus, without a word of who says it.
        rooms.put("source.dbus", Set.of("event", "natives"));
        rooms.put("source.system", Set.of("event", "files", "natives", "source", "source.dbus", "threads"));
        rooms.put("source.listing", Set.of("event", "files", "natives", "source", "threads"));
        rooms.put("source.content", Set.of("event", "files", "source", "threads"));
        rooms.put("exec", Set.of("event", "rule", "job", "files", "natives", "threads"));
        rooms.put("quiet", Set.of("natives", "threads"));
        rooms.put("store", Set.of("event", "rule", "job", "files", "threads"));
        rooms.put("config", Set.of("event", "rule"));
        // Where daemon and client meet.
        rooms.put("contact", Set.of("event"));
        // The little that it uses of other rooms is in its jar: see clientAlone().
        rooms.put("client", Set.of("contact", "event", "rule", "files"));
        rooms.put(
                "control",
                Set.of(
                        "contact",
                        "event",
                        "rule",
                        "job",
                        "engine",
                        "engine.view",
                        "source",
                        "files",
                        "quiet",
                        "threads"));
        // Looks over what the edges would meet; source.inotify says which file systems are polled, source.system what
        // is
        // heard.
        rooms.put(
                "doctor",
                Set.of(
                        "event",
                        "rule",
                        "files",
                        "natives",
                        "source",
                        "source.inotify",
                        "source.system",
                        "exec",
                        "store",
                        "config",
                        "contact",
                        "control"));
        // Where commands find the desktop; asks over the bus, and starts nothing.
        rooms.put("session", Set.of("event", "files", "natives", "source.dbus"));
        rooms.put("completion", Set.of());
        // What starts the daemon at login: read by others, when no daemon is there.
        rooms.put("autostart", Set.of("event"));
        rooms.put(
                "cli",
                Set.of(
                        "event",
                        "rule",
                        "job",
                        "engine",
                        "engine.view",
                        "files",
                        "source",
                        "source.aside",
                        "source.portable",
                        "source.inotify",
                        "source.clock",
                        "source.system",
                        "source.listing",
                        "source.content",
                        "exec",
                        "store",
                        "config",
                        "contact",
                        "client",
                        "control",
                        "doctor",
                        "completion",
                        "autostart",
                        "session",
                        "quiet",
                        "natives"));
        return rooms;
    }

    /** All rules, each with the name by which a failure is found. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("layers", classes().should(useOnlyWhatTheMapAllows()));
        rules.put("no cycles", slices().matching(root + ".(**)").should().beFreeOfCycles());
        rules.put("core without I/O", coreWithoutInputAndOutput());
        rules.put("core without concurrency", nothingIn(CORE).should(dependOn("java.util.concurrent..")));
        rules.put("loop without concurrency", loopWithoutConcurrency());
        rules.put(
                "loop without I/O", nothingIn("engine").should(dependOn("java.io..", "java.nio.file..", "java.net..")));
        rules.put("no clock in core and loop", noClockInCoreAndLoop());
        rules.put("threads from the factory", threadsFromTheFactory());
        rules.put(
                "no executors",
                noClasses().should(dependOn("java.util.concurrent", ".*Executor(s|Service)?|ForkJoinPool|Timer")));
        rules.put("no sleep", noClasses().should(callMethod(Thread.class, "sleep", long.class)));
        rules.put("no synchronized methods", noSynchronizedMethods());
        rules.put("no processes outside exec", noProcesses());
        rules.put("standard streams in cli", standardStreamsInCli());
        rules.put("snakeyaml in config", only("org.snakeyaml..", "config"));
        rules.put("directory-watcher in source.portable", only("io.methvin..", "source.portable"));
        rules.put("picocli in cli", only("picocli..", "cli"));
        // exec: what changed is told to commands as JSON.
        rules.put("gson in control, cli and exec", only("com.google.gson..", "control", "cli", "exec"));
        rules.put("no jnr", noClasses().should(dependOn("jnr..", "com.kenai.jffi..")));
        rules.put("the client alone", clientAlone());
        rules.put("words", classes().should(haveNoForbiddenWordInTheName()));
        rules.put("null-marked", classes().should(liveInANullMarkedPackage()));
        rules.put("implementations hidden and final", implementationsHiddenAndFinal());
        return rules;
    }

    private ArchCondition<JavaClass> useOnlyWhatTheMapAllows() {
        return new ArchCondition<>("use only what the map allows") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String room = roomOf(user);
                if (!ROOMS.containsKey(room)) {
                    events.add(SimpleConditionEvent.violated(user, user.getName() + " lives in no room of the map"));
                    return;
                }
                for (Dependency dependency : user.getDirectDependenciesFromSelf()) {
                    String used = roomOf(dependency.getTargetClass());
                    boolean fine = used.isEmpty()
                            || used.equals(room)
                            || ROOMS.getOrDefault(room, Set.of()).contains(used);
                    if (!fine) {
                        events.add(SimpleConditionEvent.violated(user, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /** {@code engine.view} of {@code org.reactord.engine.view.Status}; empty for a class of somebody else. */
    private String roomOf(JavaClass one) {
        String name = one.getBaseComponentType().getPackageName();
        return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
    }

    /** Nothing of the daemon's, and no library: what comes into the client's jar is quick to load. */
    private ArchRule clientAlone() {
        DescribedPredicate<JavaClass> others = describe(
                "are not in the client's jar",
                used -> !used.getBaseComponentType().isPrimitive()
                        && !used.getPackageName().startsWith("java.")
                        && !used.getPackageName().startsWith("com.sun.security.auth")
                        && !used.getPackageName().equals("org.jspecify.annotations")
                        && !isInTheClientsJar(used.getBaseComponentType()));
        return noClasses()
                .that(describe("are in the client's jar", this::isInTheClientsJar))
                .should()
                .dependOnClassesThat(others);
    }

    private boolean isInTheClientsJar(JavaClass one) {
        String room = roomOf(one);
        return room.equals("client")
                || room.equals("contact")
                || OF_OTHER_ROOMS.contains(room + "." + topLevel(one.getBaseComponentType()));
    }

    private ArchRule coreWithoutInputAndOutput() {
        DescribedPredicate<JavaClass> doesIo = resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                .and(describe("but for a buffer", used -> !used.getSimpleName().equals("ByteArrayOutputStream")));
        return nothingIn(CORE).should().dependOnClassesThat(doesIo);
    }

    private ArchRule loopWithoutConcurrency() {
        return noClasses()
                .that()
                .resideInAPackage(root + ".engine..")
                .and(not("the inbox, the one door", one -> topLevel(one).equals("Inbox")))
                .should(dependOn("java.util.concurrent.."));
    }

    private ArchRule noClockInCoreAndLoop() {
        return nothingIn("event", "rule", "job", "engine", "engine.view")
                .should()
                .callMethodWhere(DescribedPredicate.describe("reads a clock", HouseRules::readsAClock));
    }

    private static boolean readsAClock(JavaCall<?> call) {
        String owner = call.getTargetOwner().getName();
        String method = call.getName();
        boolean ofSystem =
                owner.equals("java.lang.System") && (method.equals("nanoTime") || method.equals("currentTimeMillis"));
        return ofSystem || owner.equals("java.time.Clock") || (owner.startsWith("java.time.") && method.equals("now"));
    }

    private ArchRule threadsFromTheFactory() {
        // Deadline: the client's own alarm clock, in a process that has no daemon.
        // AtExit: the JVM runs nothing but a thread when it is told to end.
        Set<String> makers = Set.of("cli.DaemonThreads", "client.Deadline", "cli.AtExit");
        return noClasses()
                .that(not("the thread factory", one -> makers.contains(roomOf(one) + "." + topLevel(one))))
                .should()
                .callConstructorWhere(
                        describe("makes a thread", call -> call.getTargetOwner().isAssignableTo(Thread.class)));
    }

    private static ArchRule noSynchronizedMethods() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat(
                        not("an override of the JDK's", one -> topLevel(one).equals("LogSetup")))
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED);
    }

    /**
     * exec: where there are no native calls, the JDK's have to do. What the doctor runs, a person's editor and the session's
     * service manager are no commands of a rule, and run in a process that is no daemon.
     */
    private ArchRule noProcesses() {
        Set<String> others = Set.of("doctor.ArchiveRepair", "cli.Editor", "autostart.Systemctl");
        return noClasses()
                .that(not("a person's", one -> others.contains(roomOf(one) + "." + topLevel(one))))
                .and()
                .resideOutsideOfPackage(root + ".exec")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class)
                .orShould()
                .callMethodWhere(describe(
                        "starts a process",
                        call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                                && call.getName().equals("exec")));
    }

    private ArchRule standardStreamsInCli() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(root + ".cli..")
                .should(accessField(System.class, "out").or(accessField(System.class, "err")));
    }

    private ArchRule only(String library, String... rooms) {
        return noClasses().that().resideOutsideOfPackages(packages(rooms)).should(dependOn(library));
    }

    private ArchCondition<JavaClass> haveNoForbiddenWordInTheName() {
        return new ArchCondition<>("have no name that says nothing") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                if (FORBIDDEN_WORD.matcher(one.getSimpleName()).matches()) {
                    events.add(SimpleConditionEvent.violated(one, one.getName() + " has a word that says nothing"));
                }
            }
        };
    }

    private ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a package that is @NullMarked") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                if (!one.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                    events.add(SimpleConditionEvent.violated(one, one.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }

    /** At the edges, who implements what another room declares is of no interest to anybody else. */
    private ArchRule implementationsHiddenAndFinal() {
        Set<String> edges = Set.of(
                "source",
                "source.portable",
                "source.inotify",
                "source.clock",
                "source.system",
                "source.content",
                "exec",
                "store",
                "quiet",
                "control",
                "config",
                "doctor");
        DescribedPredicate<JavaClass> implementation = describe(
                "implement an interface of this house at an edge",
                one -> edges.contains(roomOf(one))
                        && !one.isInterface()
                        && !one.isRecord()
                        && !one.isEnum()
                        && one.getAllRawInterfaces().stream()
                                .anyMatch(face -> !roomOf(face).isEmpty()));
        return classes().that(implementation).should(new ArchCondition<>("be package-private and final") {
            @Override
            public void check(JavaClass one, ConditionEvents events) {
                boolean hidden = !one.getModifiers().contains(JavaModifier.PUBLIC);
                boolean closed = one.getModifiers().contains(JavaModifier.FINAL)
                        || one.getModifiers().contains(JavaModifier.ABSTRACT)
                        || one.isAnonymousClass();
                if (!hidden || !closed) {
                    events.add(SimpleConditionEvent.violated(one, one.getName() + " is open to others"));
                }
            }
        });
    }

    private GivenClassesConjunction nothingIn(String... rooms) {
        return noClasses().that().resideInAnyPackage(packages(rooms));
    }

    private String[] packages(String... rooms) {
        return List.of(rooms).stream().map(room -> root + "." + room).toArray(String[]::new);
    }

    private static ArchCondition<JavaClass> dependOn(String... packages) {
        return ArchConditions.dependOnClassesThat(resideInAnyPackage(packages));
    }

    private static ArchCondition<JavaClass> dependOn(String inPackage, String name) {
        Pattern pattern = Pattern.compile(name);
        return ArchConditions.dependOnClassesThat(resideInAPackage(inPackage)
                .and(describe("are called " + name, used -> pattern.matcher(used.getSimpleName())
                        .matches())));
    }

    private static DescribedPredicate<JavaClass> not(String what, Predicate<JavaClass> it) {
        return describe("are not " + what, it.negate());
    }

    private static String topLevel(JavaClass one) {
        JavaClass outer = one;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getSimpleName();
    }
}
