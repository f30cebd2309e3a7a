# The suite, to be run inside a cluster (gwconf job). Build it from a checkout after `npm ci`, or in the folder of the published
# package: `docker build -t registry.example/gwconf:dev .`
# BASE is any image with Node 20.19 or newer in /usr/local/bin or /nodejs/bin.
ARG BASE=gcr.io/distroless/nodejs22-debian12:nonroot
FROM ${BASE}
WORKDIR /app
COPY package.json ./
COPY bin/ bin/
COPY dist/bundle/ dist/bundle/
COPY dist/apimachinery/crds/gateway-api.json dist/apimachinery/crds/gateway-api.json
COPY implementations/ implementations/
COPY kind-config/ kind-config/
ENV NODE_ENV=production PATH=/nodejs/bin:/usr/local/bin:/usr/bin:/bin HOME=/tmp
USER 65532:65532
WORKDIR /tmp
ENTRYPOINT ["node", "/app/bin/gwconf.js"]
CMD ["run", "--provider", "existing"]
