"""Stands in for a user's service manager on the bus at argv[1]; its environment is the rest of the arguments."""

import sys

import dbus
import dbus.bus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib


class Manager(dbus.service.Object):
    @dbus.service.method("org.freedesktop.DBus.Properties", "ss", "v")
    def Get(self, face, name):
        if (face, name) != ("org.freedesktop.systemd1.Manager", "Environment"):
            raise dbus.exceptions.DBusException("no such property")
        return dbus.Array(sys.argv[2:], signature="s", variant_level=1)


dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
name = dbus.service.BusName("org.freedesktop.systemd1", bus)
manager = Manager(bus, "/org/freedesktop/systemd1")
print("ready", flush=True)
GLib.MainLoop().run()
