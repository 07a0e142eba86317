package io.juggler.lab.course;

import io.juggler.lab.Task;
import io.juggler.lab.learn.LessonCheck;

/** An exercise whose answer is a task. */
abstract class TaskCheck implements LessonCheck<Task<?>> {

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type arguments
    public final Class<Task<?>> answerType() {
        return (Class) Task.class;
    }
}
