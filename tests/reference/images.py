"""Images in the forms that PNG and JPEG allow, how Pillow reads them and OpenCV shrinks them: tests/reference/images.json.

pip install pillow numpy opencv-python-headless; python tests/reference/images.py > tests/reference/images.json
"""

import base64
import io
import json

import cv2
import numpy as np
from PIL import Image

rng = np.random.default_rng(7)


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return base64.b64encode(buffer.getvalue()).decode()


def on_white(image):
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


grey = Image.fromarray(rng.integers(0, 256, (5, 7), dtype=np.uint8), "L")
colour = Image.fromarray(rng.integers(0, 256, (6, 4, 3), dtype=np.uint8), "RGB")
alpha = Image.fromarray(rng.integers(0, 256, (3, 5, 4), dtype=np.uint8), "RGBA")
deep = Image.fromarray(rng.integers(0, 65536, (4, 3), dtype=np.uint16))
smooth = Image.fromarray(
    np.stack([np.add.outer(np.arange(24) * 6, np.arange(16) * 5)] * 3, axis=-1).astype(np.uint8) // np.array([1, 2, 3], dtype=np.uint8)
)

cases = []
for name, image, kind, options in [
    ("grey.png", grey, "PNG", {}),
    ("colour.png", colour, "PNG", {}),
    ("alpha.png", alpha, "PNG", {}),
    ("palette.png", colour.convert("P", palette=Image.Palette.ADAPTIVE, colors=12), "PNG", {}),
    ("bits.png", grey.convert("1"), "PNG", {}),
    ("smooth.jpg", smooth, "JPEG", {"quality": 95}),
    ("progressive.jpg", smooth, "JPEG", {"quality": 90, "progressive": True}),
    ("grey.jpg", smooth.convert("L"), "JPEG", {"quality": 95}),
]:
    text = encoded(image, kind, **options)
    read = on_white(Image.open(io.BytesIO(base64.b64decode(text))))
    pixels = np.asarray(read)
    cases.append({"name": name, "file": text, "height": pixels.shape[0], "width": pixels.shape[1], "rgb": pixels.ravel().tolist()})

big = Image.fromarray(rng.integers(0, 256, (31, 23, 3), dtype=np.uint8), "RGB")
shrunk = [
    {"height": h, "width": w, "rgb": cv2.resize(np.asarray(big), (w, h), interpolation=cv2.INTER_AREA).ravel().tolist()}
    for h, w in [(8, 8), (31, 23), (10, 23), (1, 1), (15, 7)]
]
print(json.dumps({"decoded": cases, "shrunk": {"height": 31, "width": 23, "rgb": np.asarray(big).ravel().tolist(), "to": shrunk}, "deep": {"file": encoded(deep, "PNG"), "values": (np.asarray(deep) >> 8).ravel().tolist()}}))
