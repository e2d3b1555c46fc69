package moments.nn;

import moments.tensor.Tensor;

/** Outputs as they are. */
final class PlainOutlet extends Outlet {
  PlainOutlet(ConvShape s, boolean last) {
    super(s, s.positions(), last, false);
  }

  @Override
  void take(int part, Spaced wide, Tensor y, int n) {
    wide.take(part, y, n);
  }
}
