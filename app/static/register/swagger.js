// The page of the REST document: FAB ships the reader, this starts it.
const place = document.getElementById("swagger-ui");
const token = document.querySelector("meta[name=csrf-token]")?.content;

window.SwaggerUIBundle({
  url: place.dataset.source,
  domNode: place,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  requestInterceptor(request) {
    if (token) request.headers["X-CSRFToken"] = token;
    return request;
  },
});
