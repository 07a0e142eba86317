package io.juggler.server.magics;

import java.util.ArrayList;
import java.util.List;

/** All of the kernel's own magics. */
final class KernelMagics {
    private KernelMagics() {}

    static List<KernelMagic> all() {
        var all = new ArrayList<KernelMagic>();
        all.addAll(ListingMagics.all());
        all.addAll(ClassPathMagics.all());
        all.addAll(new DependencyMagics().all());
        all.addAll(FileMagics.all());
        all.addAll(ShellMagics.all());
        all.addAll(MarkupMagics.all());
        all.addAll(StateMagics.all());
        all.addAll(ProcessMagics.all());
        all.addAll(EvaluationMagics.all());
        all.addAll(TimingMagics.all());
        return List.copyOf(all);
    }
}
