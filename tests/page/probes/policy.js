// What a script that got into the page could do.
async () => {
  const out = {};
  await new Promise((later) => setTimeout(later, 20)); // the debugger may eval; what it left behind may not
  const attempt = async (name, f) => {
    try {
      await f();
      out[name] = "ran";
    } catch {
      out[name] = "refused";
    }
  };
  await attempt("eval", () => eval("1"));
  await attempt("Function", () => new Function("return 1")());
  await attempt("markup", () => {
    document.createElement("p").innerHTML = "<b>x</b>";
  });
  await attempt("script", () => {
    const script = document.createElement("script");
    script.text = "window.pwned = 1";
    document.body.append(script);
  });
  await attempt("attribute", () => {
    const button = document.createElement("button");
    button.setAttribute("onclick", "window.pwned = 2");
    document.body.append(button);
    button.click();
  });
  await attempt("fetch", () => fetch("https://example.invalid/"));
  await attempt(
    "picture",
    () =>
      new Promise((loaded, failed) => {
        const picture = new Image();
        picture.onload = loaded;
        picture.onerror = failed;
        picture.src = "https://example.invalid/x.png";
      }),
  );
  out.pwned = typeof window.pwned;
  return out;
};
