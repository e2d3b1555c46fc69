// A bar that plays, steps and scrolls through frames; show is told the frame, and returns its label.
function ({count, first, name, make, show}) {
  const pace = Math.min(500, Math.max(80, 12000 / count));
  let frame = first;
  let playing = 0;
  const now = make('output', {});
  const rail = make('input', {
    type: 'range', min: 0, max: count - 1, 'aria-label': name,
    oninput: () => { pause(); go(rail.valueAsNumber); },
  });
  const button = (title, text, onclick) =>
    make('button', {type: 'button', title, 'aria-label': title, onclick}, text);
  const face = () => {
    play.textContent = playing ? '❚❚' : '▶';
    play.title = playing ? 'pause' : 'play';
    play.setAttribute('aria-label', play.title);
  };
  const play = button('play', '▶', () => (playing ? pause() : run()));
  const element = make('div', {class: 'moments-bar'}, play,
    button('one back', '−1', () => { pause(); go(frame - 1); }),
    button('one on', '+1', () => { pause(); go(frame + 1); }), rail, now);

  function go(to) {
    frame = Math.min(count - 1, Math.max(0, to));
    rail.value = frame;
    now.textContent = show(frame);
    rail.setAttribute('aria-valuetext', now.textContent);
  }
  function run() {
    if (frame === count - 1) {
      go(0);
    }
    playing = setInterval(() => {
      if (!element.isConnected || frame === count - 1) {
        pause();
      } else {
        go(frame + 1);
      }
    }, pace);
    face();
  }
  function pause() {
    clearInterval(playing);
    playing = 0;
    face();
  }
  return {element, go, again: () => go(frame)};
}
