/* A driver of cameras that is not there: loaded before the C library (LD_PRELOAD), it answers for /dev/video* as the
 * kernel's own would (V4L2, videobuf2), and as strictly: a buffer is given once, taken once, and never both.
 *
 * DRIVER_SYS   what to read instead of /sys/class/video4linux
 * DRIVER_JPEG  the JPEG that it sends as MJPEG
 * DRIVER_DOES  what goes wrong: denied, busy (three times), taken (always), crowded, silent, torn, unplugged, dying, few, odd, strange,
 *              padded
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include <linux/videodev2.h>

#define LISTED "/sys/class/video4linux"
#define MOST 8
#define INTERVAL_MS 33

/* NEW: of the program. QUEUED: of the camera. */
enum state { NEW, QUEUED };

static int camera = -1; /* its descriptor, while it is open */
static int format_times, sent, streaming, count;
static unsigned width = 1280, height = 720, coding = V4L2_PIX_FMT_YUYV, size;
static enum state states[MOST];
static int order[MOST], queued;
static long begun;

static int does(const char *what) {
    const char *said = getenv("DRIVER_DOES");
    return said && !strcmp(said, what);
}

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static const char *path_of(const char *path, char *room, size_t length) {
    const char *other = getenv("DRIVER_SYS");
    if (!other || strncmp(path, LISTED, strlen(LISTED))) return path;
    snprintf(room, length, "%s%s", other, path + strlen(LISTED));
    return room;
}

static int opened(const char *path) {
    if (strcmp(path, "/dev/video0")) { errno = ENOENT; return -1; }
    if (does("denied")) { errno = EACCES; return -1; }
    camera = memfd_create("camera", 0);
    streaming = count = queued = 0;
    return camera;
}

static int open_any(const char *name, const char *path, int flags, int mode) {
    char room[512];
    if (!strncmp(path, "/dev/video", 10)) return opened(path);
    int (*next)(const char *, int, ...) = real(name);
    return next(path_of(path, room, sizeof room), flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    return open_any("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    return open_any("open64", path, flags, mode);
}

DIR *opendir(const char *path) {
    char room[512];
    DIR *(*next)(const char *) = real("opendir");
    return next(path_of(path, room, sizeof room));
}

int close(int file) {
    int (*next)(int) = real("close");
    if (file >= 0 && file == camera) {
        fprintf(stderr, "driver: closed, %s\n", streaming ? "still sending" : "not sending");
        camera = -1;
    }
    return next(file);
}

static int gone(void) { return does("unplugged") && sent >= 3; }

/* Whether a frame is ready: one each so long, as long as the program gave buffers. */
static int ready(void) {
    return streaming && queued && !does("silent") && now() - begun >= (long)(sent + 1) * INTERVAL_MS;
}

int poll(struct pollfd *files, nfds_t many, int timeout) {
    int (*next)(struct pollfd *, nfds_t, int) = real("poll");
    if (many != 1 || camera < 0 || files[0].fd != camera) return next(files, many, timeout);
    long end = now() + timeout;
    for (;;) {
        files[0].revents = gone() || !streaming ? POLLERR : ready() ? POLLIN : 0;
        if (files[0].revents) return 1;
        if (timeout >= 0 && now() >= end) return 0;
        usleep(1000);
    }
}

static unsigned stride(void) { return coding == V4L2_PIX_FMT_MJPEG ? 0 : width * 2 + (does("padded") ? 64 : 0); }

/* Every third frame is one that the cable garbled. */
static int garbled(void) { return sent % 3 == 1; }

/* Writes a frame into a buffer: its brightness tells which it is; a garbled one is black. */
static unsigned fill(int index) {
    unsigned used = stride() * height;
    if (coding == V4L2_PIX_FMT_MJPEG) {
        int (*next)(const char *, int, ...) = real("open");
        int file = next(getenv("DRIVER_JPEG"), O_RDONLY);
        char *bytes = malloc(size);
        used = read(file, bytes, size);
        pwrite(camera, bytes, used, (off_t)index * size);
        free(bytes);
        close(file);
    } else {
        unsigned char *bytes = malloc(used);
        for (unsigned at = 0; at < used; at += 2) {
            bytes[at] = garbled() ? 16 : sent < 200 ? 30 + sent : 230;
            bytes[at + 1] = 128;
        }
        pwrite(camera, bytes, used, (off_t)index * size);
        free(bytes);
    }
    return does("torn") ? used / 2 : used;
}

static int fails(int error) {
    errno = error;
    return -1;
}

static int sizes(struct v4l2_frmsizeenum *of) {
    static const unsigned mjpeg[][2] = {{1920, 1080}, {640, 480}}, yuyv[][2] = {{1280, 720}, {640, 480}};
    int is_mjpeg = of->pixel_format == V4L2_PIX_FMT_MJPEG, is_yuyv = of->pixel_format == V4L2_PIX_FMT_YUYV;
    if (does("odd") || of->index > 1 || !(is_yuyv || (is_mjpeg && getenv("DRIVER_JPEG")))) return fails(EINVAL);
    of->type = V4L2_FRMSIZE_TYPE_DISCRETE;
    of->discrete.width = is_mjpeg ? mjpeg[of->index][0] : yuyv[of->index][0];
    of->discrete.height = is_mjpeg ? mjpeg[of->index][1] : yuyv[of->index][1];
    return 0;
}

static int set_format(struct v4l2_format *of) {
    if (does("taken") || (does("busy") && format_times++ < 3)) return fails(EBUSY);
    if (count) return fails(EBUSY);
    coding = of->fmt.pix.pixelformat;
    width = of->fmt.pix.width;
    height = of->fmt.pix.height;
    return 0;
}

static int get_format(struct v4l2_format *of) {
    of->fmt.pix.width = width;
    of->fmt.pix.height = height;
    of->fmt.pix.pixelformat = coding;
    of->fmt.pix.field = V4L2_FIELD_NONE;
    of->fmt.pix.bytesperline = stride();
    of->fmt.pix.sizeimage = size = (width * height * 2 + 64 * height + 4095) / 4096 * 4096;
    of->fmt.pix.colorspace = does("strange") ? 99 : V4L2_COLORSPACE_SRGB;
    return 0;
}

static int request(struct v4l2_requestbuffers *of) {
    if (streaming) return fails(EBUSY);
    if (does("few") && of->count > 2) of->count = 2;
    count = of->count;
    queued = 0;
    memset(states, 0, sizeof states);
    ftruncate(camera, (off_t)count * size);
    return 0;
}

static int queue(struct v4l2_buffer *of) {
    if (of->index >= (unsigned)count || states[of->index] != NEW) return fails(EINVAL);
    states[of->index] = QUEUED;
    order[queued++] = of->index;
    return 0;
}

static int dequeue(struct v4l2_buffer *of) {
    if (!streaming) return fails(EINVAL);
    if (!ready()) return fails(EAGAIN);
    if (does("dying") && sent >= 3) return fails(EIO);
    int index = order[0];
    memmove(order, order + 1, sizeof order - sizeof *order);
    queued--;
    states[index] = NEW;
    of->index = index;
    of->bytesused = fill(index);
    of->flags = garbled() ? V4L2_BUF_FLAG_ERROR : 0;
    sent++;
    return 0;
}

static int control(unsigned long what, void *with) {
    if (gone()) return fails(ENODEV);
    switch (what) {
    case VIDIOC_ENUM_FRAMESIZES: return sizes(with);
    case VIDIOC_ENUM_FRAMEINTERVALS: {
        struct v4l2_frmivalenum *of = with;
        if (of->index) return fails(EINVAL);
        of->type = V4L2_FRMIVAL_TYPE_DISCRETE;
        of->discrete = (struct v4l2_fract){1, 30};
        return 0;
    }
    case VIDIOC_S_FMT: return set_format(with);
    case VIDIOC_G_FMT: return get_format(with);
    case VIDIOC_S_PARM: case VIDIOC_G_PARM: return fails(ENOTTY);
    case VIDIOC_REQBUFS: return request(with);
    case VIDIOC_QUERYBUF: {
        struct v4l2_buffer *of = with;
        of->length = size;
        of->m.offset = of->index * size;
        return 0;
    }
    case VIDIOC_QBUF: return queue(with);
    case VIDIOC_DQBUF: return dequeue(with);
    case VIDIOC_STREAMON:
        if (does("crowded")) return fails(ENOSPC);
        streaming = 1;
        sent = 0;
        begun = now();
        return 0;
    case VIDIOC_STREAMOFF:
        if (does("dying")) return fails(EIO);
        streaming = queued = 0;
        memset(states, 0, sizeof states);
        return 0;
    default: return fails(ENOTTY);
    }
}

long syscall(long number, ...) {
    long with[6];
    va_list more;
    va_start(more, number);
    for (int at = 0; at < 6; at++) with[at] = va_arg(more, long);
    va_end(more);
    if (number == SYS_ioctl && camera >= 0 && with[0] == camera) {
        return control((unsigned long)with[1] & 0xffffffff, (void *)with[2]);
    }
    long (*next)(long, ...) = real("syscall");
    return next(number, with[0], with[1], with[2], with[3], with[4], with[5]);
}
