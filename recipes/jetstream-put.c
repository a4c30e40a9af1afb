/* jetstream-put SUBJECT: publishes its standard input into a stream of
   NATS, and exits 0 when the server has said that it is stored. NATS_URL
   says where the server is, NATS_CREDS names a file with credentials.
   cc -o ~/bin/jetstream-put jetstream-put.c -lnats     (libnats-dev) */
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>

static char data[(64 << 20) + 1]; /* one byte more than any server takes */

int main(int argc, char **argv) {
    const char *url = getenv("NATS_URL"), *creds = getenv("NATS_CREDS");
    natsOptions *options = NULL;
    natsConnection *connection = NULL;
    jsCtx *jetstream = NULL;
    jsPubOptions publish;
    natsStatus status;
    size_t length = fread(data, 1, sizeof data, stdin);

    if (argc != 2 || ferror(stdin)) {
        fputs("usage: jetstream-put SUBJECT <MESSAGE\n", stderr);
        return 1;
    }
    jsPubOptions_Init(&publish);
    publish.MsgId = getenv("REACTOR_JOB"); /* the same again: stored once */
    status = natsOptions_Create(&options);
    if (status == NATS_OK)
        status = natsOptions_SetURL(options, url ? url : NATS_DEFAULT_URL);
    if (status == NATS_OK && creds)
        status = natsOptions_SetUserCredentialsFromFiles(options, creds,
                                                         NULL);
    if (status == NATS_OK)
        status = natsOptions_SetAllowReconnect(options, false);
    if (status == NATS_OK)
        status = natsConnection_Connect(&connection, options);
    if (status == NATS_OK)
        status = natsConnection_JetStream(&jetstream, connection, NULL);
    if (status == NATS_OK) /* waits for the answer of the server */
        status = js_Publish(NULL, jetstream, argv[1], data, (int) length,
                            &publish, NULL);
    if (status != NATS_OK) {
        fprintf(stderr, "jetstream-put: %s\n", natsStatus_GetText(status));
        return 1;
    }
    return 0;
}
