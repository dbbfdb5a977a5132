# Daybook. `make demo` to see it, `make test` before a change lands, `make install` to have it.
PREFIX ?= /usr/local
# Swift's libraries are linked in, so that the program runs where there is no toolchain.
# Relocations in a few kilobytes instead of megabytes that every start reads; the C library has read them since 2.36.
PACKED := $(shell getconf GNU_LIBC_VERSION | awk '$$2 >= 2.36 { print "-Xlinker -z -Xlinker pack-relative-relocs" }')
RELEASE = swift build -c release --static-swift-stdlib -Xswiftc -use-ld=lld $(PACKED) --scratch-path .build-release --product daybook

PROGRAM = .build-release/release/daybook
export PREFIX DESTDIR

.PHONY: help setup strace build release demo test test-full install uninstall deb deb-check clean

help:
	@echo "make demo       build, and walk through every job in a demo workspace"
	@echo "make test       everything that a change must pass"
	@echo "make test-full  the same with the long tests at their full counts"
	@echo "make build      build for work on the program"
	@echo "make install    install program, man pages, completions, units and documents below PREFIX (now $(PREFIX))"
	@echo "make uninstall  take them away again"
	@echo "make deb        make a Debian package in .build-deb"
	@echo "make deb-check  the same, and try it out on a bare system: needs root and a mirror of Debian"
	@echo "make clean      remove what was built and the demo workspace"

setup:
	@scripts/setup

build: setup
	swift build

release: setup
	$(RELEASE)

demo: release
	@rm -rf demo
	@PATH="$$(pwd)/$(dir $(PROGRAM)):$$PATH" SAMPLES=samples scripts/demo

# strace stops runs at single system calls; the tests do with less where there is none.
strace: setup
	@scripts/setup strace || echo "no strace: faults come after random delays only"

test: strace
	@scripts/check

test-full: strace
	@DAYBOOK_FULL_TESTS=1 scripts/check

install: release
	@scripts/setup python3
	@scripts/install $(PROGRAM)

uninstall:
	@scripts/install --remove

deb: release
	@scripts/setup python3 dpkg-dev
	@scripts/package $(PROGRAM) .build-deb

deb-check: deb
	@scripts/setup debootstrap systemd-container
	@scripts/deb-check .build-deb

clean:
	rm -rf .build .build-release .build-deb demo
