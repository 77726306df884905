# make demo        build, then plan, apply, plan (empty), change, drift, destroy on the sandbox
# make test        every test
# make properties  2,000 random histories of the engine (PROPERTY_CASES=2000)
# make lint        the formatter's rules, file sizes, forbidden words
# make compare     what Terraform and Martlet leave behind, against docs/comparison.md
# make bench       Martlet beside Terraform (when it is installed)
# make fuzz        an hour of damaged input for every reader (FUZZ_SECONDS=3600)
# make catalog     the Azure catalog into Swift
# make install     the static release binary to PREFIX/bin

PREFIX ?= /usr/local
LINK = -Xlinker -fuse-ld=lld
RELEASE = -c release --static-swift-stdlib $(LINK)
BINARY = .build/release/martlet
FORMATTED = Package.swift Sources Tests state providers

.PHONY: build release demo test properties compare bench fuzz lint format catalog install clean

build:
	swift build $(LINK)

release:
	swift build $(RELEASE) --product martlet

demo: release
	.ci/demo $(BINARY)

# At most so many tests at once: a thousand that begin together starve each other of the two cores, and `kubectl` gives up.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= 8

test:
	swift build --build-tests $(LINK)
	swift test --skip-build --disable-xctest

PROPERTY_CASES ?= 2000
properties:
	swift build --build-tests $(LINK)
	MARTLET_PROPERTY_CASES=$(PROPERTY_CASES) swift test --skip-build --disable-xctest --filter ExecutorTests.PropertyTests

compare:
	swift build --build-tests $(LINK)
	swift test --skip-build --disable-xctest $(LINK) --filter EndToEndTests.ComparisonTests

bench: release
	.ci/bench $(BINARY)

FUZZ_SECONDS ?= 3600
fuzz:
	.ci/fuzz $(FUZZ_SECONDS)

lint:
	swift format lint --strict -r -p $(FORMATTED)
	.ci/lint

format:
	swift format -i -r -p $(FORMATTED)

catalog:
	providers/azure/embed-catalog.sh

install: release
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/martlet

clean:
	rm -rf .build
