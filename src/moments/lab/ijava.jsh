moments.lab.Display.attach(io.github.spencerpark.ijava.IJava.getKernelInstance());
