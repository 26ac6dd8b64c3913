# syntax=docker/dockerfile:1

# docker build -t fwp --build-arg VERSION="$(git describe --tags --always)" .
# docker run -p 8080:8080 -v fwp-data:/data fwp
#
# Both base images are named by tag. To pin one, look its digest up with "docker buildx imagetools inspect IMAGE" and
# write IMAGE@sha256:...; the tag may stay in front of the @ for readers. Raise the digest with every security release.

# The build runs on the builder's own architecture and cross-compiles: no emulation for arm64.
FROM --platform=$BUILDPLATFORM golang:1.26-bookworm AS build
WORKDIR /src

# The modules are a layer of their own: a change of code does not fetch them again.
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download

COPY . .
ARG TARGETOS
ARG TARGETARCH
ARG VERSION=dev
# CGO_ENABLED=0: the SQLite inside is pure Go, so the program is one static file that needs nothing of the final image.
# -buildvcs=false: .git is not part of the build context; the version comes from outside.
# /out/data becomes /data below: a new volume takes over its owner, so that the program may write into it.
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    mkdir -p /out/data && \
    CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH \
    go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=$VERSION" -o /out/fwp ./cmd/fwp

# Static: certificate authorities, a user called nonroot, and nothing else, no shell either.
FROM gcr.io/distroless/static-debian12:nonroot
ARG VERSION=dev
LABEL org.opencontainers.image.title="Forward work plan tracker" \
      org.opencontainers.image.description="Keeps the forward work plans of a working group: action items, leads, status updates, completion reports." \
      org.opencontainers.image.version="$VERSION"

COPY --from=build /out/fwp /fwp
COPY --from=build --chown=65532:65532 /out/data /data

# By number, so that an orchestrator can see that it is not root.
USER 65532:65532

# The database, in a folder of its own because SQLite keeps its journal beside it. It must be a local disk: the
# write-ahead log does not work on a network share. For PostgreSQL set FWP_DATABASE_URL to its address instead.
ENV FWP_DATABASE_URL=sqlite:///data/fwp.db \
    FWP_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080

# On SIGTERM the server stops taking requests, finishes those it has and closes the database.
STOPSIGNAL SIGTERM

# The program asks itself, since there is no shell or curl here to do it.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/fwp", "healthcheck"]

ENTRYPOINT ["/fwp"]
CMD ["serve"]
