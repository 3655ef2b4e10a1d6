using Assistant.MediaWorker.Documents;
using Assistant.MediaWorker.Pictures;

namespace Assistant.MediaWorker.Serving;

/// <summary>Hands a request to the reader of its kind.</summary>
internal static class RequestHandler
{
    public static void Handle(WorkerRequest request, string path, ResponseWriter response)
    {
        switch (request.Task)
        {
            case WorkerTask.DecodePicture:
                response.Write(PictureDecoder.Decode(path, request.Limits), position: null);
                break;
            case WorkerTask.ReadDocument:
                foreach (var part in DocumentReaders.Read(path, request.Name, request.ContentType, request.Limits, CancellationToken.None))
                    response.Write(part);
                break;
            case WorkerTask.RenderPage:
                response.WriteJpeg(PageRenderer.RenderJpeg(path, request.Page, request.Limits));
                break;
            case WorkerTask.EncodePicture:
                response.WriteJpeg(PictureEncoder.Jpeg(PictureDecoder.Decode(path, request.Limits), request.LongestSide));
                break;
        }
    }
}
