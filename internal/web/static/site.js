// What pages do better where scripts run. Nothing here is needed: every page works without.
(() => {
  'use strict';

  // What is wrong with a form is read out, and stands where the eye is.
  const errors = document.getElementById('errors');
  if (errors) errors.focus();

  // A draft that could not be kept is told of, and what was typed stays in the form.
  const kept = document.getElementById('kept');
  const say = text => { if (kept) kept.textContent = text; };
  document.addEventListener('htmx:responseError', event => {
    if (kept && event.detail.elt.contains(kept)) say(event.detail.xhr.status === 401 ? kept.dataset.out : kept.dataset.failed);
  });
  document.addEventListener('htmx:sendError', event => {
    if (kept && event.detail.elt.contains(kept)) say(kept.dataset.failed);
  });

  // A text that is to be pasted elsewhere is copied whole, its paragraphs parted by empty lines; where the browser does not let us, it is selected.
  for (const button of document.querySelectorAll('[data-copy]')) {
    const text = document.getElementById(button.dataset.copy);
    if (!text) continue;
    button.hidden = false;
    button.setAttribute('aria-live', 'polite');
    button.addEventListener('click', async () => {
      const paragraphs = text.querySelectorAll('p');
      const plain = paragraphs.length ? [...paragraphs].map(p => p.textContent).join('\n\n') : text.textContent;
      try {
        await navigator.clipboard.writeText(plain);
      } catch {
        getSelection().selectAllChildren(text);
        if (!document.execCommand('copy')) return;
      }
      button.textContent = button.dataset.done;
    });
  }
})();
