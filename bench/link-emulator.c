/*
 * A long line between two network namespaces, for kernels without netem: packets go from one TUN device to the other,
 * late, no faster than the rate, and some of those to the client not at all.
 *
 *   link-emulator <server namespace> <client namespace> <delay each way, ms> <Mbit/s> <loss, %> <queue, ms>
 *
 * The server is 10.77.0.1 and the client 10.77.0.2. Writes "ready" once packets pass, and ends when its input ends.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { toClient, toServer, directions };
enum { largestPacket = 65536, places = 1 << 16, packetsInARow = 64 };

struct packet {
  double due;
  ssize_t length;
  unsigned char *bytes;
};

/* A ring of packets under way. `freeAt` is when the line has sent all that it has taken. */
struct line {
  struct packet packets[places];
  unsigned first, next;
  double freeAt, bytesPerSecond, delay, longestQueue, loss;
  int from, to;
};

static struct line lines[directions];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void run(const char *command) {
  if (system(command) != 0) fail(command);
}

/* Opens a device in a namespace and gives it its address. This process is in that namespace afterwards. */
static int openDevice(const char *namespace, const char *address) {
  char path[256], command[512];
  snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
  int place = open(path, O_RDONLY | O_CLOEXEC);
  if (place < 0 || setns(place, CLONE_NEWNET) != 0) fail(path);
  close(place);
  int device = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  strcpy(request.ifr_name, "line0");
  if (device < 0 || ioctl(device, TUNSETIFF, &request) != 0) fail("/dev/net/tun");
  snprintf(command, sizeof command, "ip addr add %s/30 dev line0 && ip link set line0 up && ip link set lo up", address);
  run(command);
  return device;
}

/* Takes what has come, unless it is lost or the queue is full. */
static void take(struct line *line) {
  static unsigned char buffer[largestPacket];
  for (int count = 0; count < packetsInARow; count += 1) {
    ssize_t length = read(line->from, buffer, sizeof buffer);
    if (length <= 0) return;
    double time = now();
    double start = line->freeAt > time ? line->freeAt : time;
    if (drand48() < line->loss || start - time > line->longestQueue || line->next - line->first >= places) continue;
    line->freeAt = start + (double)length / line->bytesPerSecond;
    struct packet *packet = &line->packets[line->next % places];
    packet->due = line->freeAt + line->delay;
    packet->length = length;
    packet->bytes = malloc((size_t)length);
    if (packet->bytes == NULL) fail("malloc");
    memcpy(packet->bytes, buffer, (size_t)length);
    line->next += 1;
  }
}

/* Hands over what is due; gives the time of the next packet, or a moment from now. */
static double deliver(struct line *line) {
  double time = now();
  while (line->first != line->next && line->packets[line->first % places].due <= time) {
    struct packet *packet = &line->packets[line->first % places];
    /* A packet that the device does not take is lost, as on any line. */
    ssize_t written = write(line->to, packet->bytes, (size_t)packet->length);
    (void)written;
    free(packet->bytes);
    line->first += 1;
  }
  return line->first == line->next ? time + 0.05 : line->packets[line->first % places].due;
}

static void wait(double until) {
  double left = until - now();
  if (left < 0) left = 0;
  struct timespec time = {(time_t)left, (long)((left - (double)(time_t)left) * 1e9)};
  struct pollfd inputs[] = {
    {lines[toClient].from, POLLIN, 0}, {lines[toServer].from, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}};
  if (ppoll(inputs, 3, &time, NULL) < 0) fail("ppoll");
  if (inputs[2].revents != 0) exit(0);
}

int main(int count, char **words) {
  if (count != 7) return 2;
  int server = openDevice(words[1], "10.77.0.1");
  int client = openDevice(words[2], "10.77.0.2");
  for (int direction = 0; direction < directions; direction += 1) {
    struct line *line = &lines[direction];
    line->delay = atof(words[3]) / 1e3;
    line->bytesPerSecond = atof(words[4]) * 1e6 / 8;
    line->loss = direction == toClient ? atof(words[5]) / 100 : 0;
    line->longestQueue = atof(words[6]) / 1e3;
    line->from = direction == toClient ? server : client;
    line->to = direction == toClient ? client : server;
  }
  srand48(42);
  puts("ready");
  fflush(stdout);
  for (;;) {
    double one = deliver(&lines[toClient]);
    double other = deliver(&lines[toServer]);
    wait(one < other ? one : other);
    take(&lines[toClient]);
    take(&lines[toServer]);
  }
}
