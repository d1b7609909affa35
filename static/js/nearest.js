// Stations by distance. The position is asked of the browser, used here, and goes nowhere.
(function () {
  "use strict";
  var EARTH = 6371008.8; // mean radius in metres

  function radians(degrees) {
    return (degrees * Math.PI) / 180;
  }

  // Great-circle distance in metres (haversine).
  function distance(from, to) {
    var a = radians(from.latitude),
      b = radians(to.latitude);
    var h =
      Math.pow(Math.sin((b - a) / 2), 2) +
      Math.cos(a) * Math.cos(b) * Math.pow(Math.sin(radians(to.longitude - from.longitude) / 2), 2);
    return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  function words(box, metres) {
    if (metres < 950) return box.dataset.metres.replace("{n}", Math.max(10, Math.round(metres / 10) * 10));
    return box.dataset.kilometres.replace("{n}", (metres / 1000).toFixed(metres < 9950 ? 1 : 0));
  }

  function order(box, here) {
    var rows = Array.from(document.querySelectorAll(".station[data-latitude]")).map(function (row) {
      var place = { latitude: Number(row.dataset.latitude), longitude: Number(row.dataset.longitude) };
      return { row: row, metres: distance(here, place) };
    });
    if (!rows.length) return;
    rows.sort(function (one, other) {
      return one.metres - other.metres;
    });
    var list = document.querySelector(".stations-near");
    if (!list) {
      list = document.createElement("ol");
      list.className = "stations stations-near";
      box.after(list);
    }
    rows.forEach(function (entry) {
      var label = entry.row.querySelector(".distance");
      label.textContent = words(box, entry.metres);
      label.hidden = false;
      list.append(entry.row);
    });
    // Districts whose stations have all moved up have nothing left to say; the links to them neither.
    document.querySelectorAll(".station-district").forEach(function (section) {
      section.hidden = !section.querySelector(".station");
    });
    var districts = document.querySelector(".station-districts");
    if (districts) districts.hidden = true;
  }

  document.querySelectorAll("[data-nearest]").forEach(function (box) {
    var note = box.querySelector("[role=status]");
    var button = box.querySelector("button");
    if (!navigator.geolocation) {
      box.hidden = true;
      return;
    }
    button.addEventListener("click", function () {
      note.textContent = box.dataset.looking;
      navigator.geolocation.getCurrentPosition(
        function (position) {
          order(box, position.coords);
          note.textContent = box.dataset.done;
        },
        function () {
          note.textContent = box.dataset.refused;
        },
        { maximumAge: 60000, timeout: 15000 },
      );
    });
  });

  // An iPhone does not know geo: addresses.
  if (/iPhone|iPad|Macintosh/.test(navigator.userAgent)) {
    document.querySelectorAll("a[data-apple]").forEach(function (link) {
      link.href = link.dataset.apple;
    });
  }
})();
