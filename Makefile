# For systems without a package of reactor: `make`, then `make install` as root. Maven builds; what is where is decided by
# src/main/dist/install, which the Debian package uses, too.
#
#   make install DESTDIR=/tmp/stage PREFIX=/usr      all of it below a directory
#   make dist                                        the archives and the Debian package, in target/dist

DESTDIR =
PREFIX = /usr/local
prefix = $(PREFIX)
exec_prefix = $(prefix)
bindir = $(exec_prefix)/bin
libdir = $(exec_prefix)/lib
datarootdir = $(prefix)/share
datadir = $(datarootdir)
mandir = $(datarootdir)/man
docdir = $(datarootdir)/doc/reactor
bashdir = $(datarootdir)/bash-completion/completions
zshdir = $(datarootdir)/zsh/site-functions
fishdir = $(datarootdir)/fish/vendor_completions.d
unitdir = $(exec_prefix)/lib/systemd/system
userunitdir = $(exec_prefix)/lib/systemd/user

MVN = ./mvnw
tree = target/reactor

all:
	$(MVN) -B -ntp -q -DskipTests package

# Builds only if nothing was built, so that nothing is built as root.
$(tree)/bin/reactorctl:
	$(MVN) -B -ntp -q -DskipTests package

install: $(tree)/bin/reactorctl
	src/main/dist/install $(tree) DESTDIR='$(DESTDIR)' prefix='$(prefix)' bindir='$(bindir)' libdir='$(libdir)' \
	    datadir='$(datadir)' mandir='$(mandir)' docdir='$(docdir)' bashdir='$(bashdir)' zshdir='$(zshdir)' \
	    fishdir='$(fishdir)' unitdir='$(unitdir)' userunitdir='$(userunitdir)'
	@# Archives of loaded classes are for the Java at hand and the place where they lie: not for what is moved later. All
	@# works without them, and more slowly.
	-[ -n '$(DESTDIR)' ] || '$(libdir)/reactor/lib/make-archives'

uninstall:
	rm -rf '$(DESTDIR)$(libdir)/reactor' '$(DESTDIR)$(datadir)/reactor' '$(DESTDIR)$(docdir)'
	rm -f '$(DESTDIR)$(bindir)/reactorctl' '$(DESTDIR)$(bashdir)/reactorctl' '$(DESTDIR)$(zshdir)/_reactorctl' \
	    '$(DESTDIR)$(fishdir)/reactorctl.fish' '$(DESTDIR)$(mandir)'/man1/reactorctl.1 \
	    '$(DESTDIR)$(mandir)'/man[57]/reactor.* '$(DESTDIR)$(unitdir)'/reactor.* '$(DESTDIR)$(userunitdir)'/reactor.*

dist:
	$(MVN) -B -ntp -q -Pdist -DskipTests package

check:
	$(MVN) -B -ntp verify

clean:
	$(MVN) -B -ntp -q clean

.PHONY: all install uninstall dist check clean
