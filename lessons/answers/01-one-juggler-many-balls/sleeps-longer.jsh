// NOT YET: the tasks hardly wait
// NOT YET: the tasks compute for a while
var work = task("work", i -> {
    Thread.sleep(100);
    return i + 1L;
});
