# Two steps: the first builds the browser files and leaves out what only developers need, the second runs.
FROM oven/bun:1.4.4-slim AS build
WORKDIR /app
ENV PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
COPY package.json bun.lock bunfig.toml ./
COPY patches patches
RUN bun install --frozen-lockfile --omit=optional
COPY tsconfig*.json ./
COPY scripts scripts
COPY drizzle drizzle
COPY src src
RUN bun scripts/build.ts
RUN rm -rf node_modules && bun install --frozen-lockfile --production --omit=optional

FROM oven/bun:1.4.4-slim
WORKDIR /app
ENV NODE_ENV=production DATA_DIR=/data PORT=3000
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/drizzle drizzle
COPY --from=build /app/src src
COPY package.json bunfig.toml ./
RUN mkdir -p /data && chown bun:bun /data
USER bun
VOLUME /data
EXPOSE 3000
# The server itself, not a shell or a script: SIGTERM must reach it, so that it can drain.
CMD ["bun", "src/server/main.ts"]
