"""Says on a bus what logind would, as it is told to on its standard input, a line each; says what it was asked."""

import os
import sys

import dbus
import dbus.lowlevel
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME = "org.freedesktop.login1"
PATH = "/org/freedesktop/login1"
MANAGER = NAME + ".Manager"
SESSION = NAME + ".Session"
PROPERTIES = "org.freedesktop.DBus.Properties"


def say(*words):
    print(*words, flush=True)


def truth(word):
    return word == "true"


class Session(dbus.service.Object):
    def __init__(self, bus, session, uid, user, kind):
        self.id, self.uid, self.user, self.kind = session, uid, user, kind
        self.locked = False
        self.path = PATH + "/session/_" + session
        super().__init__(bus, self.path)

    def row(self):
        return dbus.Struct((self.id, dbus.UInt32(self.uid), self.user, "seat0", dbus.ObjectPath(self.path)))

    @dbus.service.method(PROPERTIES, "s", "a{sv}")
    def GetAll(self, face):
        say("asked", self.id)
        user = dbus.Struct((dbus.UInt32(self.uid), dbus.ObjectPath(PATH + "/user/_" + str(self.uid))), signature="uo")
        seat = dbus.Struct(("seat0", dbus.ObjectPath(PATH + "/seat/seat0")), signature="so")
        return {
            "Id": self.id,
            "User": user,
            "Name": self.user,
            "Timestamp": dbus.UInt64(1700000000000000),
            "Seat": seat,
            "Type": "wayland",
            "Class": self.kind,
            "Remote": False,
            "LockedHint": dbus.Boolean(self.locked),
        }

    @dbus.service.signal(SESSION)
    def Lock(self):
        pass

    @dbus.service.signal(SESSION)
    def Unlock(self):
        pass

    @dbus.service.signal(PROPERTIES, "sa{sv}as")
    def PropertiesChanged(self, face, changed, gone):
        pass


class Login(dbus.service.Object):
    def __init__(self, bus):
        self.bus = bus
        self.sessions = {}
        self.grants = True
        super().__init__(bus, PATH)

    @dbus.service.method(MANAGER, "", "a(susso)")
    def ListSessions(self):
        say("listed")
        return dbus.Array([session.row() for session in self.sessions.values()], "(susso)")

    @dbus.service.method(MANAGER, "ssss", "h")
    def Inhibit(self, what, who, why, mode):
        if not self.grants:
            say("refused", what)
            raise dbus.exceptions.DBusException("No.", name="org.freedesktop.DBus.Error.AccessDenied")
        reading, writing = os.pipe()
        say("inhibited", what, who, why, mode)
        GLib.io_add_watch(reading, GLib.IO_HUP, self.released, what)
        passed = dbus.types.UnixFd(writing)
        os.close(writing)
        return passed

    def released(self, reading, _, what):
        say("released", what)
        os.close(reading)
        return False

    @dbus.service.signal(MANAGER, "b")
    def PrepareForSleep(self, begins):
        pass

    @dbus.service.signal(MANAGER, "b")
    def PrepareForShutdown(self, begins):
        pass

    @dbus.service.signal(MANAGER, "so")
    def SessionNew(self, session, path):
        pass

    @dbus.service.signal(MANAGER, "so")
    def SessionRemoved(self, session, path):
        pass

    def carry_out(self, verb, *words):
        if verb == "sleep":
            self.PrepareForSleep(truth(words[0]))
        elif verb == "shutdown":
            self.PrepareForShutdown(truth(words[0]))
        elif verb == "grant":
            self.grants = truth(words[0])
        elif verb == "has":
            self.sessions[words[0]] = Session(self.bus, words[0], int(words[1]), words[2], words[3])
        elif verb == "new":
            self.carry_out("has", *words)
            self.SessionNew(words[0], self.sessions[words[0]].path)
        elif verb == "vanished":
            self.SessionNew(words[0], PATH + "/session/_" + words[0])
            self.SessionRemoved(words[0], PATH + "/session/_" + words[0])
        elif verb == "remove":
            session = self.sessions.pop(words[0])
            self.SessionRemoved(words[0], session.path)
            session.remove_from_connection()
        elif verb == "hides":
            self.sessions[words[0]].locked = truth(words[1])
        elif verb == "hint":
            session = self.sessions[words[0]]
            session.locked = truth(words[1])
            session.PropertiesChanged(SESSION, {"IdleHint": True, "LockedHint": session.locked}, ["Active"])
        elif verb == "lock":
            self.sessions[words[0]].Lock()
        elif verb == "unlock":
            self.sessions[words[0]].Unlock()
        elif verb == "stranger":
            strange(words[0])
        else:
            raise ValueError(verb)


def strange(address):
    """Somebody else says the same, to all and to each alone."""
    other = dbus.bus.BusConnection(address)
    everybody = [name for name in other.list_names() if name.startswith(":")]
    for destination in [None] + everybody:
        signal = dbus.lowlevel.SignalMessage(PATH, MANAGER, "PrepareForSleep")
        signal.append(True, signature="b")
        if destination:
            signal.set_destination(destination)
        other.send_message(signal)
    other.flush()
    other.list_names()
    other.close()


def main():
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    loop = GLib.MainLoop()
    bus = dbus.bus.BusConnection(sys.argv[1])
    bus.set_exit_on_disconnect(False)
    login = Login(bus)

    def read(stream, _):
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        login.carry_out(*line.split())
        bus.flush()
        say("done", line.strip())
        return True

    GLib.io_add_watch(sys.stdin, GLib.IO_IN | GLib.IO_HUP, read)
    for line in sys.argv[2:]:
        login.carry_out(*line.split())
    name = dbus.service.BusName(NAME, bus, do_not_queue=True)
    say("owns", name.get_name())
    loop.run()


main()
