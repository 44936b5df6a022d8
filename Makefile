# Two commands matter: `make serve` shows the sample site with live reload,
# `make test` checks everything. The rest is below.

GO        ?= go
VERSION   ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS   := -s -w -X main.release=$(VERSION)
GOFUMPT   := $(GO) run mvdan.cc/gofumpt@v0.12.0
STATICCHECK := $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2
FUZZTIME  ?= 30s
# A program with the race detector sleeps for a second before it ends, and the
# tests run it some hundred times.
GORACE    ?= atexit_sleep_ms=20
export CGO_ENABLED ?= 0

.PHONY: build test prepare check serve site bench bench-live bench-search fuzz golden faults release clean

## build: the program, in bin/
build:
	$(GO) build -trimpath -ldflags '$(LDFLAGS)' -o bin/folio ./cmd/folio

## serve: the sample site with live reload
serve: build
	bin/folio serve --open

## site: the sample site, in public/
site: build
	bin/folio build

## test: everything that must hold before a change lands; check has vetted already
test: prepare check
	CGO_ENABLED=1 GORACE=$(GORACE) $(GO) test -race -short -vet=off -timeout 14m ./...
	GO=$(GO) sh .ci/long
	$(GO) run ./cmd/folio build --out public --strict --quiet

## check: formatting, vet and staticcheck
check:
	@out="$$($(GOFUMPT) -l cmd internal themes)"; if [ -n "$$out" ]; then echo "gofumpt would change:"; echo "$$out"; exit 1; fi
	$(GO) vet ./...
	$(STATICCHECK) ./...
	PATH="$$($(GO) env GOROOT)/bin:$$PATH" $(GO) -C .ci/vet run . ../.. windows darwin

## prepare: what the tests need beyond Go
prepare:
	@sh .ci/prepare

## golden: rewrite the expected files, to be reviewed as a diff
golden:
	$(GO) test ./... -update

## bench: Go benchmarks, then Folio beside Hugo (in the PATH, or HUGO=/path/to/hugo);
## BENCHFLAGS="-manuals 1000 -runs 3" for another size
bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...
	$(GO) run ./internal/bench $(BENCHFLAGS)

## bench-live: how soon a saved section shows in Chromium, beside hugo server;
## LIVEFLAGS="-manuals 1000 -saves 40" for another size
LIVEFLAGS ?= -saves 40
bench-live:
	$(GO) run ./internal/bench $(LIVEFLAGS)

## bench-search: the search beside Pagefind's and MiniSearch's (PAGEFIND=/path/to/pagefind
## MINISEARCH=/path/to/minisearch/dist/umd/index.js); BENCHFLAGS="-manuals 100" for another size
bench-search:
	$(GO) run ./internal/bench/search $(BENCHFLAGS)

## fuzz: each fuzz target for FUZZTIME
fuzz:
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 20x $$p || exit 1; \
	  done; \
	done

## faults: builds and previews with each call on a file failing once, each error;
## takes half an hour or more (Linux)
faults:
	FOLIO_TEST_EVERY_FAULT=1 $(GO) test -run 'DiskFails|IsKilled' -v -timeout 60m ./cmd/folio

## release: stripped binaries for every system, with checksums, in dist/
release:
	rm -rf dist && mkdir -p dist
	@for t in linux/amd64 linux/arm64 windows/amd64 windows/arm64 darwin/amd64 darwin/arm64; do \
	  os=$${t%/*}; arch=$${t#*/}; ext=; [ $$os = windows ] && ext=.exe; \
	  echo "dist/folio-$$os-$$arch$$ext"; \
	  GOOS=$$os GOARCH=$$arch $(GO) build -trimpath -ldflags '$(LDFLAGS)' -o dist/folio-$$os-$$arch$$ext ./cmd/folio || exit 1; \
	done
	cd dist && sha256sum folio-* > SHA256SUMS

clean:
	rm -rf bin dist public
