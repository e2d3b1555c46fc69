// Lets a handle be dragged; a finger on it moves the handle and not the page.
function (handle, pointed) {
  handle.addEventListener('pointerdown', event => {
    handle.setPointerCapture(event.pointerId);
    handle.focus();
    event.preventDefault();
  });
  handle.addEventListener('touchstart', event => event.preventDefault(), {passive: false});
  handle.addEventListener('pointermove', event => {
    if (handle.hasPointerCapture(event.pointerId)) {
      pointed(event);
    }
  });
}
