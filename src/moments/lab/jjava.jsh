{
  var kernel = org.dflib.jjava.jupyter.kernel.BaseKernel.notebookKernel();
  var renderer = moments.lab.Renderers.ofNotebooks();
  java.util.function.Function<
          io.github.spencerpark.jupyter.kernel.display.DisplayData,
          org.dflib.jjava.jupyter.kernel.display.DisplayData>
      copied =
          data -> {
            var copy = new org.dflib.jjava.jupyter.kernel.display.DisplayData();
            if (data.hasDisplayId()) {
              copy.setDisplayId(data.getDisplayId());
            }
            for (String name : List.of("text/plain", "text/html", "image/png")) {
              var type = io.github.spencerpark.jupyter.kernel.display.mime.MIMEType.parse(name);
              if (data.hasDataForType(type)) {
                copy.putData(name, data.getData(type));
              }
            }
            return copy;
          };
  moments.lab.Display.attach(
      new moments.lab.Display.Screen(
          renderer,
          data -> kernel.display(copied.apply(data)),
          data -> kernel.getIO().display.updateDisplay(copied.apply(data))));
  for (Class<?> type : moments.lab.Renderers.TYPES) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring("text/html")
        .supporting("text/plain")
        .register(
            (value, context) ->
                context.getOutputContainer().assign(copied.apply(renderer.render(value))));
  }
}
